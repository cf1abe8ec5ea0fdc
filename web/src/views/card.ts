import type { Hit } from '../../../src/domain/hit.ts';
import { altOf } from '../alt.ts';
import { pictureAddress } from '../api.ts';
import { type Child, h, icon } from '../dom.ts';
import { highlighted, number, price, valueLabel } from '../format.ts';
import { addressOf, EVERYTHING, type State } from '../state.ts';

export interface CardActions {
  open(id: string): void;
  similar(id: string): void;
  why(hit: Hit): void;
}

/** A hit as a card or a row of a list: the same content, arranged by the style sheet. */
export function card(hit: Hit, state: State, actions: CardActions, eager: boolean): HTMLElement {
  const { id, item } = hit;
  const title = String(item.title);
  const open = intercepted(() => actions.open(id));
  const href = addressOf({ ...state, item: id });
  return h(
    'article',
    { class: 'card', 'data-id': id },
    h(
      'div',
      { class: 'card__tile' },
      picture(hit, 0, state.catalog, { sizes: '(max-width: 700px) 45vw, 260px', eager }),
      badge(item),
    ),
    h(
      'div',
      { class: 'card__body' },
      item.brand !== undefined && h('p', { class: 'card__brand' }, marked(hit, 'brand')),
      h(
        'h3',
        { class: 'card__title' },
        h('a', { href, class: 'card__link tile-link', 'data-key': `card:${id}`, onclick: open }, marked(hit, 'title')),
      ),
      h('p', { class: 'card__description' }, marked(hit, 'description')),
      h(
        'p',
        { class: 'card__facts' },
        item.price !== undefined && h('span', { class: 'price' }, price(Number(item.price), item.currency)),
        stars(item.rating),
      ),
    ),
    h(
      'div',
      { class: 'card__actions' },
      h(
        'a',
        {
          class: 'quiet',
          href: addressOf({ ...state, ...EVERYTHING, like: id, page: 1 }),
          'aria-label': `Similar to ${title}`,
          onclick: intercepted(() => actions.similar(id)),
        },
        icon('similar'),
        'Similar',
      ),
      hit.why &&
        h(
          'button',
          { type: 'button', class: 'quiet', 'aria-label': `Why is ${title} here?`, onclick: () => actions.why(hit) },
          icon('why'),
          'Why this?',
        ),
    ),
  );
}

/** A text of an item, with what was searched for marked in it. */
function marked({ item, highlights }: Hit, field: 'brand' | 'title' | 'description'): Child {
  const found = highlights[field];
  return found === undefined ? String(item[field] ?? '') : highlighted(found);
}

interface PictureOptions {
  readonly sizes: string;
  readonly eager?: boolean;
  /** What it shows; for one that only adorns other words, nothing. By default as is known of the item. */
  readonly alt?: string;
}

/** A picture of an item, or a sign that there is none. */
export function picture(
  { id, item }: Pick<Hit, 'id' | 'item'>,
  place: number,
  catalog: string | undefined,
  { sizes, eager = false, alt = altOf(item, place) }: PictureOptions,
): HTMLElement {
  if (!Array.isArray(item.images) || item.images[place] === undefined) return missing();
  const address = (width: number) => pictureAddress(id, place, width, catalog);
  const image = h('img', {
    src: address(480),
    srcset: [240, 480, 800].map((width) => `${address(width)} ${width}w`).join(', '),
    sizes,
    alt,
    loading: eager ? 'eager' : 'lazy',
    decoding: 'async',
  });
  image.addEventListener('error', () => image.replaceWith(missing()));
  return image;
}

function missing(): HTMLElement {
  return h('span', { class: 'no-picture' }, icon('thing'));
}

/** A plain click stays on the page; with a modifier the link opens as links do. */
export function intercepted(act: () => void): (event: Event) => void {
  return (event) => {
    if (!(event instanceof MouseEvent) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    act();
  };
}

export function stars(rating: unknown): Child {
  const value = Number(rating);
  if (rating === undefined || Number.isNaN(value)) return null;
  return h(
    'span',
    { class: 'rating', role: 'img', 'aria-label': `Rated ${number(value)}` },
    icon('star'),
    value.toFixed(1),
  );
}

function badge({ availability }: Hit['item']): Child {
  if (availability === undefined || availability === 'in_stock') return null;
  return h('span', { class: 'badge' }, valueLabel(String(availability)));
}
