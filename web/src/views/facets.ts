import type { Facet } from '../../../src/domain/facet.ts';
import type { App, Model } from '../app.ts';
import { type Child, h, icon, show } from '../dom.ts';
import { label } from '../format.ts';
import { chosenRange, chosenValues } from '../refine.ts';
import type { FacetContext } from './facet-context.ts';
import { rangeFacet } from './facet-range.ts';
import { categoryFacet, valueFacet } from './facet-values.ts';

/** Facets open at first. */
const OPEN = 6;
/** What shoppers narrow by most comes first; the rest as the server has it. */
const FIRST = ['category', 'price', 'brand', 'colour', 'color', 'size'];

export interface FacetPanel {
  readonly element: HTMLElement;
  sync(model: Model): void;
  /** Opens the panel where there is no room for it beside the results. */
  open(): void;
  close(): void;
}

/** Ways to narrow the results; several choices of a facet are alternatives. */
export function createFacetPanel(app: App): FacetPanel {
  const body = h('div', { class: 'filters__body' });
  const done = h('button', { type: 'button', class: 'button filters__done', onclick: () => close() }, 'Show results');
  const element = h(
    'aside',
    { class: 'filters', 'aria-label': 'Filters' },
    h('div', { class: 'filters__shade', onclick: () => close() }),
    h(
      'div',
      { class: 'filters__panel' },
      h(
        'header',
        { class: 'filters__head' },
        h('h2', {}, 'Filters'),
        h(
          'button',
          { type: 'button', class: 'round', 'aria-label': 'Close the filters', onclick: () => close() },
          icon('close'),
        ),
      ),
      body,
      done,
    ),
  );
  const folded = new Map<string, boolean>();
  const expanded = new Set<string>();
  const redraw = () => sync(app.model());
  const close = () => element.removeAttribute('data-open');
  const sync = ({ state, listing }: Model) => {
    const facets = [...(listing?.facets ?? [])].sort((a, b) => rankOf(a) - rankOf(b));
    element.hidden = state.like !== undefined || facets.length === 0;
    done.textContent = `Show ${listing?.total.value.toLocaleString() ?? ''} results`;
    const currency = listing?.hits[0]?.item.currency;
    show(
      body,
      facets.map((facet, at) => {
        const chosen =
          chosenValues(state.refine, facet.field).length + Object.keys(chosenRange(state.refine, facet.field)).length >
          0;
        const isOpen = folded.get(facet.field) ?? (at < OPEN || chosen);
        return section(
          facet,
          isOpen,
          (open) => folded.set(facet.field, open),
          facetBody({ facet, app, expanded, redraw, currency }),
        );
      }),
    );
  };
  return {
    element,
    sync,
    open: () => {
      element.setAttribute('data-open', '');
      element.querySelector<HTMLElement>('.filters__head button')?.focus();
    },
    close,
  };
}

function rankOf({ field }: Facet): number {
  const at = FIRST.indexOf(field);
  return at === -1 ? FIRST.length : at;
}

function facetBody(context: FacetContext): Child {
  const { facet } = context;
  if (!('values' in facet)) return rangeFacet(facet, context);
  return facet.field === 'category' ? categoryFacet(facet, context) : valueFacet(facet, context);
}

function section({ field }: Facet, open: boolean, onFold: (open: boolean) => void, body: Child): HTMLElement {
  const details = h(
    'details',
    { class: 'facet', 'data-field': field, open, ontoggle: () => onFold(details.open) },
    h('summary', { class: 'facet__title', 'data-key': `facet:${field}` }, label(field)),
    body,
  );
  return details;
}
