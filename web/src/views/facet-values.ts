import type { ValueFacet } from '../../../src/domain/facet.ts';
import { CATEGORY_SEPARATOR } from '../../../src/domain/item.ts';
import { type Child, h, icon, style } from '../dom.ts';
import { valueLabel } from '../format.ts';
import { chosenValues, toggleValue } from '../refine.ts';
import type { FacetContext } from './facet-context.ts';

/** Values of a facet shown before all are asked for. */
const FEW = 8;
const COLOUR_FIELD = /^colou?rs?$/iu;

interface Row {
  readonly value: string;
  readonly count: number;
  readonly name?: string;
  readonly depth?: number;
  readonly fold?: Child;
}

/** The values of a facet with their counts, the chosen ones among the first. */
export function valueFacet(facet: ValueFacet, context: FacetContext): Child {
  const { app, expanded, redraw } = context;
  const chosen = chosenValues(app.model().state.refine, facet.field);
  const all = expanded.has(facet.field);
  const shown = facet.values.filter(({ value }, at) => all || at < FEW || chosen.includes(value));
  const more = facet.values.length - shown.length;
  return [
    h(
      'ul',
      { class: 'facet__values' },
      shown.map((row) => valueRow(row, context)),
    ),
    (more > 0 || (all && facet.values.length > FEW)) &&
      h(
        'button',
        {
          type: 'button',
          class: 'quiet facet__more',
          'data-key': `more:${facet.field}`,
          onclick: () => toggle(expanded, facet.field, redraw),
        },
        all ? 'Show fewer' : `Show ${more} more`,
      ),
  ];
}

/** Categories as a tree: below what is chosen or unfolded, and below an only one. */
export function categoryFacet(facet: ValueFacet, context: FacetContext): Child {
  const { app, expanded, redraw } = context;
  const chosen = chosenValues(app.model().state.refine, facet.field);
  const parentOf = (value: string) => value.slice(0, Math.max(0, value.lastIndexOf(CATEGORY_SEPARATOR)));
  const childrenOf = (parent: string) => facet.values.filter(({ value }) => parentOf(value) === parent);
  const isOpen = (value: string, siblings: number) =>
    expanded.has(value) ||
    siblings === 1 ||
    chosen.some((path) => path === value || path.startsWith(`${value}${CATEGORY_SEPARATOR}`));
  const rows = (parent: string, depth: number): HTMLElement[] => {
    const children = childrenOf(parent);
    return children.flatMap(({ value, count }) => {
      const open = isOpen(value, children.length);
      const name = value.slice(parent === '' ? 0 : parent.length + CATEGORY_SEPARATOR.length);
      const fold = childrenOf(value).length > 0 && foldButton(name, value, open, () => toggle(expanded, value, redraw));
      return [valueRow({ value, count, name, depth, fold }, context), ...(open ? rows(value, depth + 1) : [])];
    });
  };
  return h('ul', { class: 'facet__values facet__values--tree' }, rows('', 0));
}

function valueRow(
  { value, count, name = valueLabel(value), depth = 0, fold }: Row,
  { facet, app }: FacetContext,
): HTMLElement {
  const { refine } = app.model().state;
  const checked = chosenValues(refine, facet.field).includes(value);
  const swatch = COLOUR_FIELD.test(facet.field) && swatchOf(value);
  const box = h('input', {
    type: 'checkbox',
    checked,
    'data-key': `${facet.field}=${value}`,
    onchange: () => app.go({ refine: toggleValue(app.model().state.refine, facet.field, value) }),
  });
  const row = h(
    'li',
    { class: 'value' },
    h(
      'label',
      { class: 'value__label' },
      box,
      swatch,
      h('span', { class: 'value__name' }, name),
      h('span', { class: 'value__count' }, count.toLocaleString()),
    ),
    fold,
  );
  return style(row, { '--depth': String(depth) });
}

/** Names of CSS are garish; the common ones are shown as shops paint them. */
const PAINTS: Readonly<Record<string, string>> = {
  beige: '#d9c7a7',
  black: '#202124',
  blue: '#2f66c4',
  brown: '#7a5236',
  gold: '#c8a24a',
  green: '#3f8a4f',
  grey: '#8d9298',
  gray: '#8d9298',
  orange: '#e57f2c',
  pink: '#ea93ae',
  purple: '#7d55a8',
  red: '#cf3038',
  silver: '#c3c7cb',
  white: '#ffffff',
  yellow: '#efc63a',
};

function swatchOf(value: string): HTMLElement | undefined {
  const paint = PAINTS[value.toLowerCase()] ?? (CSS.supports('color', value) ? value : undefined);
  return paint === undefined ? undefined : style(h('span', { class: 'swatch' }), { background: paint });
}

function foldButton(name: string, value: string, open: boolean, onclick: () => void): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'value__fold',
      'aria-expanded': String(open),
      'aria-label': `What is in ${name}`,
      'data-key': `fold:${value}`,
      onclick,
    },
    icon('next'),
  );
}

function toggle(set: Set<string>, key: string, redraw: () => void): void {
  if (!set.delete(key)) set.add(key);
  redraw();
}
