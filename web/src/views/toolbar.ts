import type { Filter } from '../../../src/domain/filter.ts';
import { NEWEST } from '../api.ts';
import type { App, Model } from '../app.ts';
import { type Child, h, icon } from '../dom.ts';
import { label, number, valueLabel } from '../format.ts';
import { toggleValue } from '../refine.ts';
import { isBrowsing, PAGE_SIZE, type State } from '../state.ts';

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

export function countText({ value, relation }: { value: number; relation: 'eq' | 'gte' }): string {
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

/** Each choice as a chip that takes it back. */
function chips(app: App, { refine }: State): Child {
  if (refine.length === 0) return null;
  const all = refine.flatMap((filter) =>
    chipsOf(filter).map(({ text, without }) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'data-key': `chip:${filter.field}:${text}`,
          'aria-label': `Remove ${label(filter.field)}: ${text}`,
          onclick: () => app.go({ refine: without(app.model().state.refine) }),
        },
        h('span', { class: 'chip__field' }, label(filter.field)),
        h('span', { class: 'chip__value' }, text),
        icon('close'),
      ),
    ),
  );
  return h(
    'div',
    { class: 'chips' },
    all,
    h(
      'button',
      { type: 'button', class: 'quiet', 'data-key': 'clear', onclick: () => app.go({ refine: [] }) },
      'Clear all',
    ),
  );
}

interface Chip {
  readonly text: string;
  readonly without: (refine: readonly Filter[]) => readonly Filter[];
}

function chipsOf(filter: Filter): Chip[] {
  if (filter.kind === 'any' && !filter.negated)
    return filter.values.map((value) => ({
      text: valueLabel(value),
      without: (refine) => toggleValue(refine, filter.field, value),
    }));
  const not = filter.negated ? 'not ' : '';
  const text =
    filter.kind === 'range' ? rangeText(filter) : filter.kind === 'exists' ? 'any' : filter.values.join(', ');
  return [{ text: `${not}${text}`, without: (refine) => refine.filter((other) => other.field !== filter.field) }];
}

function rangeText({ from, to }: { readonly from?: number; readonly to?: number }): string {
  if (from === undefined) return `up to ${number(to ?? 0)}`;
  return to === undefined ? `from ${number(from)}` : `${number(from)} – ${number(to)}`;
}

/** The pages of a list: the first, the last, and those around. */
export function pager(app: App, { state, listing }: Model): Child {
  const pages = Math.ceil((listing?.total.value ?? 0) / PAGE_SIZE);
  if (state.like !== undefined || pages < 2) return null;
  const shown = [...new Set([1, state.page - 1, state.page, state.page + 1, pages])]
    .filter((page) => page >= 1 && page <= pages)
    .sort((a, b) => a - b);
  const go = (page: number) => () => {
    app.go({ page });
    scrollTo({ top: 0 });
  };
  const step = (page: number, name: string, sign: string) =>
    h(
      'button',
      {
        type: 'button',
        class: 'pager__step',
        'data-key': `page:${name}`,
        'aria-label': name,
        disabled: page < 1 || page > pages,
        onclick: go(page),
      },
      icon(sign),
    );
  return h(
    'nav',
    { class: 'pager', 'aria-label': 'Pages' },
    step(state.page - 1, 'Previous page', 'back'),
    shown.flatMap((page, at) => [
      at > 0 && page - shown[at - 1]! > 1 && h('span', { class: 'pager__gap' }, '…'),
      h(
        'button',
        {
          type: 'button',
          class: 'pager__page',
          'data-key': `page:${page}`,
          'aria-label': `Page ${page}`,
          'aria-current': page === state.page && 'page',
          onclick: go(page),
        },
        page.toLocaleString(),
      ),
    ]),
    step(state.page + 1, 'Next page', 'next'),
  );
}
