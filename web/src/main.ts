import '@fontsource-variable/instrument-sans/wght.css';
import './styles/base.css';
import './styles/header.css';
import './styles/page.css';
import './styles/front.css';
import './styles/shelves.css';
import './styles/toolbar.css';
import './styles/filters.css';
import './styles/facets.css';
import './styles/cards.css';
import './styles/dialogs.css';
import './styles/item.css';
import { catalogs } from './api.ts';
import { type App, createApp, type Model } from './app.ts';
import { type Catalogs, homeCatalog } from './catalog.ts';
import { h } from './dom.ts';
import { listenToKeys } from './keyboard.ts';
import { trackOpened } from './track.ts';
import { acceptPictures } from './views/drop.ts';
import { createFacetPanel } from './views/facets.ts';
import { createHeader, createHint, footer } from './views/frame.ts';
import { createFrontShelves } from './views/front-shelves.ts';
import { createHeading } from './views/heading.ts';
import { createItemDialog } from './views/item.ts';
import { createResultsColumn, isAnswered } from './views/results-column.ts';
import { createSearchBox } from './views/search-box.ts';

function start(root: HTMLElement, found: Catalogs | undefined): void {
  // Views ask for the app when something is clicked, which is after it is there.
  let draw: (model: Model, before?: Model) => void = () => {};
  const app: App = createApp((model, before) => draw(model, before), homeCatalog(found));
  const hint = createHint();
  const box = createSearchBox(app, hint.tell);
  const busy = h('div', { class: 'busy', 'aria-hidden': 'true' });
  const header = createHeader(app, { searchBox: box.element, busy, found });
  const filters = createFacetPanel(app);
  const heading = createHeading(app, box.choosePicture);
  const shelves = createFrontShelves(app);
  const results = createResultsColumn(app, filters.open);
  const dialog = createItemDialog(app);

  draw = (model, before) => {
    const { text } = model.state;
    box.sync(model);
    header.sync(model);
    dialog.sync(model);
    trackOpened(app, model, before);
    heading.sync(model);
    shelves.sync(model);
    if (isAnswered(model, before) || model.state !== before?.state) filters.sync(model);
    results.sync(model, before);
    busy.toggleAttribute('data-slow', model.slow);
    document.title = text.trim() === '' ? 'Vitrine' : `${text.trim()} – Vitrine`;
  };
  root.append(
    header.element,
    hint.element,
    h(
      'main',
      { class: 'page' },
      heading.element,
      shelves.element,
      h('div', { class: 'page__columns' }, filters.element, results.element),
    ),
    footer(),
    dialog.element,
    acceptPictures((picture) => void box.takePicture(picture)),
  );
  listenToKeys({ focusSearch: box.focus, closeFilters: filters.close });
  draw(app.model());
}

catalogs()
  .catch(() => undefined)
  .then((found) => start(document.querySelector<HTMLElement>('#app')!, found));
