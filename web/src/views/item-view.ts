import type { Hit } from '../../../src/domain/hit.ts';
import type { ShownItem } from '../api.ts';
import type { App } from '../app.ts';
import { type Child, h, icon, show } from '../dom.ts';
import { label, number, price, valueLabel } from '../format.ts';
import type { Shelf } from '../lists.ts';
import { addressOf, EVERYTHING, type State } from '../state.ts';
import { trackDeed } from '../track.ts';
import { intercepted, picture, stars } from './card.ts';
import { shelfView } from './shelf.ts';
import { whyPanel } from './why.ts';

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
  'generated',
]);

/** Other items shown beside an item. */
export interface Relatives {
  readonly shelves: readonly Shelf[];
  readonly variants: readonly Hit[];
}

/** Everything that is known of an item: pictures, facts, variants, why it is in the list, and what is like it. */
export function itemView(
  app: App,
  state: State,
  item: ShownItem,
  hit: Hit | undefined,
  relatives: Relatives = { shelves: [], variants: [] },
): Child {
  const like = addressOf({ ...state, ...EVERYTHING, like: item.id, page: 1 });
  return [
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
        variantRow(app, state, item.id, relatives.variants),
        item.description !== undefined && h('p', { class: 'item__description' }, String(item.description)),
        h(
          'p',
          { class: 'item__actions' },
          deedButton(app, item.id, { type: 'cart', text: 'Add to cart', done: 'In the cart' }),
          deedButton(app, item.id, { type: 'purchase', text: 'Buy now', done: 'Bought' }),
          h(
            'a',
            {
              class: 'button button--plain',
              href: like,
              'data-key': 'item-similar',
              onclick: intercepted(() => app.go({ ...EVERYTHING, like: item.id })),
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
    relatives.shelves.map((shelf) =>
      shelfView(shelf, { state, open: (id) => app.go({ item: id }, { replace: true, beside: true }) }),
    ),
  ];
}

interface Deed {
  readonly type: 'cart' | 'purchase';
  readonly text: string;
  /** What the button says afterwards. */
  readonly done: string;
}

/** Fills no cart of ours and sells nothing: the shop has its own ways, and hears of it by the event. */
function deedButton(app: App, id: string, { type, text, done }: Deed): HTMLElement {
  const button = h(
    'button',
    {
      type: 'button',
      class: `button ${type === 'cart' ? '' : 'button--plain'}`,
      'data-key': `item-${type}`,
      onclick: () => {
        trackDeed(app, type, id);
        button.textContent = done;
        button.disabled = true;
      },
    },
    text,
  );
  return button;
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

/** The other colours, sizes or materials of the product. */
function variantRow(app: App, state: State, id: string, variants: readonly Hit[]): Child {
  if (variants.length < 2) return null;
  return h(
    'div',
    { class: 'variants', role: 'group', 'aria-label': 'Variants' },
    variants.map((hit) =>
      h(
        'a',
        {
          class: 'variants__one',
          href: addressOf({ ...state, item: hit.id }),
          title: String(hit.item.title),
          'aria-label': String(hit.item.title),
          'aria-current': hit.id === id && 'true',
          onclick: intercepted(() => app.go({ item: hit.id }, { replace: true })),
        },
        picture(hit, 0, state.catalog, { sizes: '64px' }),
      ),
    ),
  );
}

/** A feed may hold anything; only web addresses become links. */
function isWebAddress(url: unknown): url is string {
  return typeof url === 'string' && /^https?:\/\//iu.test(url);
}
