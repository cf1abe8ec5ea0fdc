import type { App, Model } from '../app.ts';
import { h, show } from '../dom.ts';
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
  const said = h('div', { class: 'notices' });
  const list = h('div', { id: 'results', tabindex: -1 });
  const pages = h('div');
  const remarks = h('div', { class: 'notices notices--last' });
  return {
    element: h('section', { class: 'page__results', 'aria-label': 'Results' }, bar, said, list, pages, remarks),
    sync: (model, before) => {
      if (isAnswered(model, before) || model.state !== before?.state) show(bar, toolbar(app, model, openFilters));
      // What is open over the list does not change it: cards keep their focus and their pictures.
      if (isAnswered(model, before) || model.state.view !== before?.state.view) {
        show(said, [pieces(app, model), understood(model)]);
        show(list, results(app, model));
        show(pages, pager(app, model));
        show(remarks, notices(app, model));
      }
      list.toggleAttribute('data-slow', model.slow);
      list.setAttribute('aria-busy', String(model.asking));
    },
  };
}

/** Whether an answer, or a failure, is new; the first look at anything is. */
export function isAnswered(model: Model, before: Model | undefined): boolean {
  return before === undefined || model.listing !== before.listing || model.error !== before.error;
}
