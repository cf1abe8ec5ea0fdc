import type { RangeFacet } from '../../../src/domain/facet.ts';
import { type Child, h, style } from '../dom.ts';
import { label, number, price } from '../format.ts';
import { chosenRange, setRange } from '../refine.ts';
import type { FacetContext } from './facet-context.ts';

/** A range of numbers between two handles, over a drawing of how they spread. */
export function rangeFacet(facet: RangeFacet, { app, currency }: FacetContext): Child {
  const { field, histogram } = facet;
  const step = stepOf(facet);
  const [min, max] = [floorTo(facet.min, step), ceilTo(facet.max, step)];
  const chosen = chosenRange(app.model().state.refine, field);
  const text = (value: number) => (field === 'price' ? price(value, currency) : number(value));
  const bars = histogram.map((bin) => ({ ...bin, bar: h('span', { class: 'range__bar' }) }));
  const most = Math.max(1, ...histogram.map(({ count }) => count));
  for (const { bar, count } of bars) style(bar, { height: `${count === 0 ? 0 : 8 + (92 * count) / most}%` });

  const handle = (end: 'from' | 'to', value: number) =>
    h('input', {
      type: 'range',
      min,
      max,
      step,
      value,
      class: `range__handle range__handle--${end}`,
      'data-key': `${field}:${end}`,
      'aria-label': `${label(field)} ${end}`,
      oninput: () => draw(),
      onchange: () => apply(),
    });
  const from = handle('from', clamp(chosen.from ?? min, min, max));
  const to = handle('to', clamp(chosen.to ?? max, min, max));
  const shownFrom = h('span', {});
  const shownTo = h('span', {});
  const track = h('div', { class: 'range__track' });

  const ends = (): [number, number] => [
    Math.min(from.valueAsNumber, to.valueAsNumber),
    Math.max(from.valueAsNumber, to.valueAsNumber),
  ];
  const draw = () => {
    const [low, high] = ends();
    shownFrom.textContent = text(low);
    shownTo.textContent = text(high);
    from.setAttribute('aria-valuetext', text(from.valueAsNumber));
    to.setAttribute('aria-valuetext', text(to.valueAsNumber));
    const place = (value: number) => `${max === min ? 0 : ((value - min) / (max - min)) * 100}%`;
    style(track, { '--from': place(low), '--to': max === min ? '100%' : place(high) });
    for (const { bar, from: start, to: end } of bars)
      bar.classList.toggle('range__bar--out', end < low || start > high);
  };
  const apply = () => {
    const [low, high] = ends();
    app.go({
      refine: setRange(app.model().state.refine, field, low > min ? low : undefined, high < max ? high : undefined),
    });
  };
  draw();
  return h(
    'div',
    { class: 'range' },
    h(
      'div',
      { class: 'range__bars', 'aria-hidden': 'true' },
      bars.map(({ bar }) => bar),
    ),
    h('div', { class: 'range__slider' }, track, from, to),
    h('p', { class: 'range__ends' }, shownFrom, shownTo),
  );
}

/** Whole numbers where there is room for them, else a hundredth of the range, rounded to a power of ten. */
function stepOf({ min, max }: RangeFacet): number {
  return max - min >= 20 ? 1 : 10 ** Math.floor(Math.log10(Math.max((max - min) / 20, 0.01)));
}

function floorTo(value: number, step: number): number {
  return Number((Math.floor(value / step + 1e-9) * step).toFixed(6));
}

function ceilTo(value: number, step: number): number {
  return Number((Math.ceil(value / step - 1e-9) * step).toFixed(6));
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
