import type { Filter } from '../../../src/domain/filter.ts';
import type { App } from '../app.ts';
import { type Child, h, icon } from '../dom.ts';
import { label, number, valueLabel } from '../format.ts';
import { toggleValue } from '../refine.ts';
import type { State } from '../state.ts';

/** Each choice as a chip that takes it back. */
export function chips(app: App, { refine }: State): Child {
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
