import type { Hit } from '../../../src/domain/hit.ts';
import { item as fetchItem, type ShownItem, similar } from '../api.ts';
import type { App, Model } from '../app.ts';
import { type Child, h, icon, show } from '../dom.ts';
import { label, number, price, valueLabel } from '../format.ts';
import { addressOf, type State } from '../state.ts';
import { intercepted, picture, stars } from './card.ts';
import { closeByBackdrop, whyPanel } from './why.ts';

/** Fields with a place of their own. */
const SHOWN_APART = new Set([
  'id',
  'title',
  'kind',
  'description',
  'brand',
  'price',
  'currency',
  'images',
  'url',
  'rating',
  'groupId',
  'createdAt',
  'category',
]);
const STRIP = 6;

/** The item that the address names, in a dialog over the list. */
export function createItemDialog(app: App): { readonly element: HTMLElement; sync(model: Model): void } {
  const dialog = h('dialog', { class: 'dialog dialog--item', 'aria-label': 'Item' });
  let shown: string | undefined;
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    app.closeItem();
  });
  dialog.addEventListener('close', () => {
    if (app.model().state.item !== undefined) app.closeItem();
  });
  closeByBackdrop(dialog);
  const fill = async (id: string, model: Model) => {
    const { catalog } = model.state;
    const hit = model.listing?.hits.find((candidate) => candidate.id === id);
    if (hit) show(dialog, content(app, model.state, hit.item as ShownItem, hit));
    else show(dialog, closeButton(app), h('p', { class: 'dialog__wait' }, 'One moment …'));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    const item = hit ? (hit.item as ShownItem) : await fetchItem(id, catalog);
    const alike = await similar(id, catalog, STRIP).catch(() => undefined);
    if (shown === id) show(dialog, content(app, model.state, item, hit, alike?.hits));
  };
  return {
    element: dialog,
    sync: (model) => {
      const { item } = model.state;
      if (item === shown) return;
      shown = item;
      if (item === undefined) return dialog.close();
      fill(item, model).catch((error: unknown) => {
        if (shown === item)
          show(
            dialog,
            closeButton(app),
            h('p', { class: 'dialog__wait' }, error instanceof Error ? error.message : String(error)),
          );
      });
    },
  };
}

function content(app: App, state: State, item: ShownItem, hit: Hit | undefined, alike?: readonly Hit[]): Child {
  const like = addressOf({ ...state, like: item.id, item: undefined, page: 1 });
  return [
    closeButton(app),
    h(
      'div',
      { class: 'item' },
      gallery(item, state.catalog),
      h(
        'div',
        { class: 'item__body' },
        h('p', { class: 'item__path' }, Array.isArray(item.category) ? item.category.join(' › ') : ''),
        h('h2', { class: 'item__title' }, item.title),
        item.brand !== undefined && h('p', { class: 'item__brand' }, String(item.brand)),
        h(
          'p',
          { class: 'item__facts' },
          item.price !== undefined && h('span', { class: 'price' }, price(Number(item.price), item.currency)),
          stars(item.rating),
        ),
        item.description !== undefined && h('p', { class: 'item__description' }, String(item.description)),
        h(
          'p',
          { class: 'item__actions' },
          h(
            'a',
            {
              class: 'button',
              href: like,
              'data-key': 'item-similar',
              onclick: intercepted(() =>
                app.go({ like: item.id, item: undefined, text: '', picture: undefined, refine: [], sort: undefined }),
              ),
            },
            icon('similar'),
            'Similar',
          ),
          isWebAddress(item.url) &&
            h(
              'a',
              { class: 'button button--plain', href: item.url, target: '_blank', rel: 'noopener' },
              'Open in the shop',
              icon('out'),
            ),
        ),
        hit?.why && h('details', { class: 'item__why' }, h('summary', {}, 'Why this result?'), whyPanel(hit)),
        attributes(item),
      ),
    ),
    strip(app, state, alike),
  ];
}

function closeButton(app: App): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'round dialog__close', 'aria-label': 'Close', onclick: () => app.closeItem() },
    icon('close'),
  );
}

function gallery(item: ShownItem, catalog: string | undefined): HTMLElement {
  const images = Array.isArray(item.images) ? item.images : [];
  const main = h('div', { class: 'gallery__main' });
  const choose = (place: number) =>
    show(
      main,
      picture({ id: item.id, item }, place, catalog, { sizes: '(max-width: 800px) 100vw, 520px', eager: true }),
    );
  choose(0);
  const thumbs = images.map((_, place) =>
    h(
      'button',
      { type: 'button', class: 'gallery__thumb', 'aria-label': `Picture ${place + 1}`, onclick: () => choose(place) },
      picture({ id: item.id, item }, place, catalog, { sizes: '64px' }),
    ),
  );
  return h('div', { class: 'gallery' }, main, thumbs.length > 1 && h('div', { class: 'gallery__thumbs' }, thumbs));
}

function attributes(item: ShownItem): Child {
  const rows = Object.entries(item).filter(
    ([field, value]) => !SHOWN_APART.has(field) && value !== '' && value !== null,
  );
  if (rows.length === 0) return null;
  return h(
    'dl',
    { class: 'item__attributes' },
    rows.map(([field, value]) => h('div', {}, h('dt', {}, label(field)), h('dd', {}, shownValue(value)))),
  );
}

function shownValue(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return valueLabel(String(value));
}

function strip(app: App, state: State, alike: readonly Hit[] | undefined): Child {
  if (!alike || alike.length === 0) return null;
  return h(
    'section',
    { class: 'strip', 'aria-labelledby': 'strip-title' },
    h('h3', { id: 'strip-title' }, 'You may like these too'),
    h(
      'div',
      { class: 'strip__items' },
      alike.map((hit) =>
        h(
          'a',
          {
            class: 'strip__item',
            href: addressOf({ ...state, item: hit.id }),
            onclick: intercepted(() => app.go({ item: hit.id }, { replace: true })),
          },
          picture(hit, 0, state.catalog, { sizes: '140px' }),
          h('span', {}, String(hit.item.title)),
        ),
      ),
    ),
  );
}

/** A feed may hold anything; only web addresses become links. */
function isWebAddress(url: unknown): url is string {
  return typeof url === 'string' && /^https?:\/\//iu.test(url);
}
