import type { App, Model } from '../app.ts';
import type { Catalogs } from '../catalog.ts';
import { h, icon, show } from '../dom.ts';
import { EVERYTHING } from '../state.ts';
import { intercepted } from './card.ts';
import { shopperChoice } from './shopper-choice.ts';

interface HeaderParts {
  readonly searchBox: HTMLElement;
  readonly busy: HTMLElement;
  /** Undefined where the server told of none. */
  readonly found: Catalogs | undefined;
}

/** The head of every page: the way home, the search box, and a choice of catalogs where there are several. */
export function createHeader(
  app: App,
  { searchBox, busy, found }: HeaderParts,
): { readonly element: HTMLElement; sync(model: Model): void } {
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
  const choice = found && found.catalogs.length > 1 ? catalogChoice(app, found) : undefined;
  const choices = h('div', { class: 'header__choices' }, shopperChoice(app), choice);
  return {
    element: h('header', { class: 'header' }, h('div', { class: 'header__row' }, home, searchBox, choices), busy),
    // An address may name a catalog that there is not: then none is chosen.
    sync: ({ state }) => {
      if (choice) choice.value = state.catalog ?? found?.default ?? '';
    },
  };
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

function catalogChoice(app: App, found: Catalogs): HTMLSelectElement {
  const select = h(
    'select',
    { class: 'select', 'aria-label': 'Catalog', onchange: () => app.go({ ...EVERYTHING, catalog: select.value }) },
    found.catalogs.map((name) => h('option', { value: name }, name)),
  );
  return select;
}
