import '@fontsource-variable/instrument-sans/wght.css';
import './styles/base.css';
import './styles/header.css';
import './styles/filters.css';
import './styles/results.css';
import './styles/dialogs.css';
import { catalogs } from './api.ts';
import { type App, createApp, type Model } from './app.ts';
import { h, icon, show } from './dom.ts';
import { listenToKeys } from './keyboard.ts';
import { acceptPictures } from './views/drop.ts';
import { createFacetPanel } from './views/facets.ts';
import { createHeading } from './views/heading.ts';
import { createItemDialog } from './views/item.ts';
import { notices, results, understood } from './views/results.ts';
import { createSearchBox } from './views/search-box.ts';
import { pager, toolbar } from './views/toolbar.ts';

const EVERYTHING = {
  text: '',
  picture: undefined,
  like: undefined,
  item: undefined,
  refine: [],
  sort: undefined,
  weak: false,
} as const;

function start(root: HTMLElement): void {
  // Views ask for the app when something is clicked, which is after it is there.
  let draw: (model: Model, before?: Model) => void = () => {};
  const app: App = createApp((model, before) => draw(model, before));
  const hint = h('p', { class: 'hint', role: 'alert', hidden: true });
  const box = createSearchBox(app, (message) => tell(hint, message));
  const filters = createFacetPanel(app);
  const heading = createHeading(app, box.choosePicture);
  const dialog = createItemDialog(app);
  const bar = h('div', { class: 'bar' });
  const said = h('div', { class: 'notices' });
  const list = h('div', { id: 'results', tabindex: -1 });
  const pages = h('div');
  const remarks = h('div', { class: 'notices notices--last' });
  const busy = h('div', { class: 'busy', 'aria-hidden': 'true' });

  draw = (model, before) => {
    const { state, listing, error } = model;
    const answered = before === undefined || listing !== before.listing || error !== before.error;
    const moved = state !== before?.state;
    box.sync(model);
    dialog.sync(model);
    heading.sync(model);
    if (answered || moved) {
      filters.sync(model);
      show(bar, toolbar(app, model, filters.open));
      document.title = state.text.trim() === '' ? 'Vitrine' : `${state.text.trim()} – Vitrine`;
    }
    if (answered || state.view !== before?.state.view) {
      show(said, understood(model));
      show(list, results(app, model));
      show(pages, pager(app, model));
      show(remarks, notices(app, model));
    }
    for (const element of [list, busy]) element.toggleAttribute('data-slow', model.slow);
    list.setAttribute('aria-busy', String(model.asking));
  };
  const home = h(
    'a',
    { class: 'brand', href: '/', 'aria-label': 'Vitrine, start', onclick: goHome(app) },
    h('img', { src: '/icon.svg', alt: '', width: 28, height: 28 }),
    h('span', {}, 'Vitrine'),
  );
  const choice = h('div', { class: 'header__catalog' });
  root.append(
    h('header', { class: 'header' }, h('div', { class: 'header__row' }, home, box.element, choice), busy),
    hint,
    h(
      'main',
      { class: 'page' },
      heading.element,
      h(
        'div',
        { class: 'page__columns' },
        filters.element,
        h('section', { class: 'page__results', 'aria-label': 'Results' }, bar, said, list, pages, remarks),
      ),
    ),
    h(
      'footer',
      { class: 'footer' },
      'Ranked by Vitrine',
      h(
        'span',
        { class: 'footer__keys' },
        h('kbd', {}, '/'),
        ' search ',
        h('kbd', {}, '←'),
        h('kbd', {}, '→'),
        ' results ',
        h('kbd', {}, 'Esc'),
        ' close',
      ),
    ),
    dialog.element,
    acceptPictures((picture) => void box.takePicture(picture)),
  );
  listenToKeys({ focusSearch: box.focus, closeFilters: filters.close });
  draw(app.model());
  void offerCatalogs(app, choice);
}

function goHome(app: App): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    app.go(EVERYTHING);
    scrollTo({ top: 0 });
  };
}

function tell(hint: HTMLElement, message: string): void {
  hint.hidden = false;
  show(
    hint,
    message,
    h(
      'button',
      {
        type: 'button',
        class: 'round',
        'aria-label': 'Close',
        onclick: () => {
          hint.hidden = true;
        },
      },
      icon('close'),
    ),
  );
}

/** A choice of catalogs, where there are several. */
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

start(document.querySelector<HTMLElement>('#app')!);
