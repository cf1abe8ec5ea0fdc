import type { Hit, Reason } from '../../../src/domain/hit.ts';
import { h, icon, style } from '../dom.ts';
import { signalLabel } from '../signals.ts';

const HOW_IT_ADDS_UP = 'Each signal’s strength among these results, times its weight, is what it adds to the score.';
const NOTHING_COMPARED = 'Nothing was compared: without words or a picture the list has the order of its sort.';
/** Colours of the bars, in turn; see `--signal-1` … in the style sheet. */
const COLOURS = 6;
const DIGITS = 4;

/** Why a hit stands where it stands: signals, largest first, whose contributions add up to its score. */
export function whyPanel({ score, why = [] }: Hit): HTMLElement {
  const reasons = why.filter(({ contribution }) => contribution !== 0).sort((a, b) => b.contribution - a.contribution);
  const whole = reasons.reduce((sum, { contribution }) => sum + Math.abs(contribution), 0) || 1;
  const share = ({ contribution }: Reason) => `${(Math.abs(contribution) / whole) * 100}%`;
  return h(
    'div',
    { class: 'why' },
    h(
      'div',
      { class: 'why__whole', 'aria-hidden': 'true' },
      reasons.map((reason, at) =>
        style(h('span', { class: 'why__part' }), { width: share(reason), background: colour(at) }),
      ),
    ),
    h(
      'table',
      { class: 'why__table' },
      h('caption', { class: 'hidden' }, 'Signals and what each adds to the score'),
      h(
        'tbody',
        {},
        reasons.map((reason, at) => row(reason, share(reason), colour(at))),
      ),
      sumRow(score),
    ),
    h('p', { class: 'why__note' }, reasons.length === 0 ? NOTHING_COMPARED : HOW_IT_ADDS_UP),
  );
}

function row({ signal, raw, value, weight, contribution }: Reason, width: string, background: string): HTMLElement {
  return h(
    'tr',
    { 'data-signal': signal },
    h('th', { scope: 'row' }, signalLabel(signal), h('small', {}, `measured ${digits(raw)}`)),
    h('td', { class: 'why__bar' }, style(h('span', {}), { width, background })),
    h('td', { class: 'why__product' }, `${value.toFixed(2)} × ${weight.toFixed(2)}`),
    h('td', { class: 'why__number' }, contribution.toFixed(DIGITS)),
  );
}

function sumRow(score: number): HTMLElement {
  const number = h('td', { class: 'why__number', 'data-score': score }, score.toFixed(DIGITS));
  const blank = [h('td', { class: 'why__bar' }), h('td', { class: 'why__product' })];
  return h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, 'Score'), blank, number));
}

function colour(at: number): string {
  return `var(--signal-${(at % COLOURS) + 1})`;
}

function digits(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

/** The panel in a dialog of its own. */
export function openWhy(hit: Hit): void {
  const dialog = h('dialog', { class: 'dialog dialog--small', 'aria-labelledby': 'why-title' });
  dialog.append(
    h(
      'header',
      { class: 'dialog__head' },
      h('h2', { id: 'why-title' }, 'Why this?'),
      h(
        'button',
        { type: 'button', class: 'round', 'aria-label': 'Close', onclick: () => dialog.close() },
        icon('close'),
      ),
    ),
    h('p', { class: 'dialog__lead' }, String(hit.item.title)),
    whyPanel(hit),
  );
  dialog.addEventListener('close', () => dialog.remove());
  closeByBackdrop(dialog);
  document.body.append(dialog);
  dialog.showModal();
}

/** A click beside a dialog closes it. */
export function closeByBackdrop(dialog: HTMLDialogElement): void {
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}
