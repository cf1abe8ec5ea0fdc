import { catalogs } from '../api.ts';
import type { App } from '../app.ts';
import { h, icon, show } from '../dom.ts';
import { EVERYTHING } from '../state.ts';
import { intercepted } from './card.ts';
import { shopperChoice } from './shopper-choice.ts';

/** The head of every page: the way home, the search box, and a choice of catalogs where there are several. */
export function header(app: App, searchBox: HTMLElement, busy: HTMLElement): HTMLElement {
  const goHome = intercepted(() => {
    app.go(EVERYTHING);
    scrollTo({ top: 0 });
  });
  const mark = h('img', { src: '/icon.svg', alt: '', width: 28, height: 28 });
  const home = h(
    'a',
    { class: 'brand', href: '/', 'aria-label': 'Vitrine, start', onclick: goHome },
    mark,
    h('span', {}, 'Vitrine'),
  );
  const choice = h('div', { class: 'header__catalog' });
  void offerCatalogs(app, choice);
  const choices = h('div', { class: 'header__choices' }, shopperChoice(app), choice);
  return h('header', { class: 'header' }, h('div', { class: 'header__row' }, home, searchBox, choices), busy);
}

export function footer(): HTMLElement {
  const key = (name: string) => h('kbd', {}, name);
  const keys = [key('/'), 'search', key('←'), key('→'), 'results', key('Esc'), 'close'];
  return h('footer', { class: 'footer' }, 'Ranked by Vitrine', h('span', { class: 'footer__keys' }, keys));
}

/** A place for what went wrong beside the list, until it is put away. */
export function createHint(): { readonly element: HTMLElement; tell(message: string): void } {
  const element = h('p', { class: 'hint', role: 'alert', hidden: true });
  const close = () => {
    element.hidden = true;
  };
  return {
    element,
    tell: (message) => {
      element.hidden = false;
      show(
        element,
        message,
        h('button', { type: 'button', class: 'round', 'aria-label': 'Close', onclick: close }, icon('close')),
      );
    },
  };
}

async function offerCatalogs(app: App, place: HTMLElement): Promise<void> {
  const found = await catalogs().catch(() => undefined);
  if (!found || found.catalogs.length < 2) return;
  const current = app.model().state.catalog ?? found.default;
  const select = h(
    'select',
    { class: 'select', 'aria-label': 'Catalog', onchange: () => app.go({ ...EVERYTHING, catalog: select.value }) },
    found.catalogs.map((name) => h('option', { value: name, selected: name === current }, name)),
  );
  show(place, select);
}
