import type { App, Model } from '../app.ts';
import { h, icon, show } from '../dom.ts';
import { reordered } from '../motion.ts';
import { isOutdated } from '../outdated.ts';
import { listKey, type State } from '../state.ts';
import { pager } from './pager.ts';
import { pieces } from './pieces.ts';
import { notices, results, understood } from './results.ts';
import { toolbar } from './toolbar.ts';

/** The answer: how many, how it was understood, the list, its pages, and what the engine has to say about it. */
export function createResultsColumn(
  app: App,
  openFilters: () => void,
): { readonly element: HTMLElement; sync(model: Model, before: Model | undefined): void } {
  const bar = h('div', { class: 'bar' });
  const again = h('div', { class: 'again', role: 'status' });
  const said = h('div', { class: 'notices' });
  const list = h('div', { id: 'results', tabindex: -1 });
  const pages = h('div');
  const remarks = h('div', { class: 'notices notices--last' });
  let shown = '';
  const showList = (model: Model) => {
    const key = placesKey(model.state);
    const draw = () => show(list, results(app, model));
    if (key === shown) reordered(list, draw);
    else draw();
    shown = key;
  };
  return {
    element: h('section', { class: 'page__results', 'aria-label': 'Results' }, bar, again, said, list, pages, remarks),
    sync: (model, before) => {
      if (isAnswered(model, before) || model.state !== before?.state) show(bar, toolbar(app, model, openFilters));
      if (isOutdated(model) !== (before !== undefined && isOutdated(before)))
        show(again, isOutdated(model) && rankAgain(app, list));
      // What is open over the list does not change it: cards keep their focus and their pictures.
      if (isAnswered(model, before) || model.state.view !== before?.state.view) {
        show(said, [pieces(app, model), understood(model)]);
        showList(model);
        show(pages, pager(app, model));
        show(remarks, notices(app, model));
      }
      list.toggleAttribute('data-slow', model.slow);
      list.setAttribute('aria-busy', String(model.asking));
    },
  };
}

/** Equal for answers that differ by their order alone. */
function placesKey(state: State): string {
  return JSON.stringify([listKey(state), state.page, state.view]);
}

/** Offered, not done: what one was looking at stays where it was. */
function rankAgain(app: App, list: HTMLElement): HTMLElement {
  const again = () => {
    scrollTo({ top: 0 });
    list.focus({ preventScroll: true });
    app.refresh();
  };
  return h(
    'button',
    { type: 'button', class: 'again__button', 'data-key': 'again', onclick: again },
    icon('again'),
    'Rank again with what you did',
  );
}

/** Whether an answer, or a failure, is new; the first look at anything is. */
export function isAnswered(model: Model, before: Model | undefined): boolean {
  return before === undefined || model.listing !== before.listing || model.error !== before.error;
}
