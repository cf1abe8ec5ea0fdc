import { NEWEST } from '../api.ts';
import type { App, Model } from '../app.ts';
import { type Child, h, icon } from '../dom.ts';
import { number } from '../format.ts';
import { isBrowsing, type State } from '../state.ts';
import { chips } from './chips.ts';

const SORTS = [
  ['', 'Best match'],
  ['price:asc', 'Price: low to high'],
  ['price:desc', 'Price: high to low'],
  ['rating:desc', 'Best rated'],
  ['createdAt:desc', 'Newest'],
] as const;

/** How many there are, how they are ordered, how they look, and what narrows them. */
export function toolbar(app: App, { state, listing }: Model, openFilters: () => void): Child {
  const searching = state.like === undefined;
  return [
    h(
      'div',
      { class: 'toolbar' },
      h(
        'p',
        { class: 'toolbar__count', role: 'status' },
        listing && countText(listing.total),
        listing && h('span', { class: 'toolbar__took' }, ` in ${number(Math.max(1, Math.round(listing.tookMs)))} ms`),
      ),
      searching &&
        h(
          'button',
          { type: 'button', class: 'quiet toolbar__filters', 'data-key': 'filters', onclick: openFilters },
          icon('filters'),
          state.refine.length > 0 ? `Filters (${state.refine.length})` : 'Filters',
        ),
      searching && sortChoice(app, state),
      searching &&
        !isBrowsing(state) &&
        h(
          'label',
          { class: 'toolbar__group' },
          h('input', {
            type: 'checkbox',
            'data-key': 'group',
            checked: state.group,
            onchange: () => app.go({ group: !state.group }),
          }),
          'One per product',
        ),
      h(
        'div',
        { class: 'toggle', role: 'group', 'aria-label': 'View' },
        viewButton(app, state, 'cards', 'Cards'),
        viewButton(app, state, 'list', 'List'),
      ),
    ),
    chips(app, state),
  ];
}

function countText({ value, relation }: { value: number; relation: 'eq' | 'gte' }): string {
  const about = relation === 'gte' ? 'About ' : '';
  return `${about}${value.toLocaleString()} ${value === 1 ? 'result' : 'results'}`;
}

function sortChoice(app: App, state: State): HTMLElement {
  const { sort = '' } = state;
  const offered = isBrowsing(state)
    ? SORTS.filter(([value]) => value !== '').map(([value, text]) => [value === NEWEST ? '' : value, text] as const)
    : SORTS;
  const known = offered.some(([value]) => value === sort);
  const options = [...offered, ...(known ? [] : [[sort, sort] as const])];
  const select = h(
    'select',
    {
      class: 'select',
      'aria-label': 'Sort by',
      'data-key': 'sort',
      onchange: () => app.go({ sort: select.value || undefined }),
    },
    options.map(([value, text]) => h('option', { value, selected: value === sort }, text)),
  );
  return select;
}

function viewButton(app: App, state: State, view: State['view'], name: string): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'toggle__button',
      'data-key': `view:${view}`,
      'aria-pressed': String(state.view === view),
      'aria-label': name,
      title: name,
      onclick: () => app.go({ view }, { replace: true }),
    },
    icon(view),
  );
}
