import { ago } from '../ago.ts';
import { type Child, h, icon } from '../dom.ts';
import { price } from '../format.ts';
import type { ListHit, ListReason, Shelf } from '../lists.ts';
import { addressOf, type State } from '../state.ts';
import { intercepted, picture } from './card.ts';

export interface ShelfContext {
  readonly state: State;
  open(id: string): void;
  /** Ids that were there before: what is new among them comes in gently. */
  readonly before?: ReadonlySet<string>;
}

/** A row of items to look along, with a heading; each says why it is there. */
export function shelfView(shelf: Shelf, context: ShelfContext): HTMLElement {
  const { id, title, hits } = shelf;
  const name = `shelf-${id}`;
  const items = h(
    'ul',
    { class: 'shelf__items', onscroll: () => steps.sync() },
    hits.map((hit, at) => h('li', { class: 'shelf__item' }, pick(hit, at, shelf, context))),
  );
  const steps = createSteps(items);
  return h(
    'section',
    { class: 'shelf', 'aria-labelledby': name, 'data-shelf': id },
    h('header', { class: 'shelf__head' }, h('h2', { id: name, class: 'shelf__title' }, title), steps.element),
    items,
  );
}

function pick(hit: ListHit, at: number, shelf: Shelf, { state, open, before }: ShelfContext): HTMLElement {
  const { id, item, reason } = hit;
  const why = `why-${shelf.id}-${at}`;
  const isNew = before !== undefined && !before.has(id);
  return h(
    'article',
    { class: `pick ${isNew ? 'pick--new' : ''}`, 'data-id': id },
    h('div', { class: 'pick__tile' }, picture(hit, 0, state.catalog, { sizes: '200px' })),
    h(
      'h3',
      { class: 'pick__title' },
      h(
        'a',
        {
          class: 'pick__link tile-link',
          href: addressOf({ ...state, item: id }),
          'data-key': `pick:${id}`,
          'aria-describedby': reason && why,
          onclick: intercepted(() => open(id)),
        },
        String(item.title),
      ),
    ),
    item.price !== undefined && h('p', { class: 'pick__price' }, price(Number(item.price), item.currency)),
    reason && h('p', { class: 'pick__reason', id: why }, reasonLine(reason, shelf.about)),
  );
}

const SHORT: Readonly<Record<string, string>> = {
  day: 'Often bought with it',
  picture: 'Looks similar',
  text: 'Similar kind',
  shoppers: 'Wanted by the same shoppers',
};
const DONE: Readonly<Record<string, string>> = {
  view: 'Viewed',
  click: 'Viewed',
  cart: 'Put in the cart',
  purchase: 'Bought',
  like: 'Liked',
  rating: 'Rated',
};

/** The reason as a line; of a shelf that is about one item, its heading has named that. */
function reasonLine({ kind, text, item, event, at, by }: ListReason, about: string | undefined): Child {
  if (kind === 'seen' && at !== undefined) return `${DONE[event ?? ''] ?? 'Seen'} ${ago(Date.parse(at))}`;
  if (item !== undefined && item === about) return SHORT[by ?? ''] ?? SHORT.shoppers;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Buttons to look further along a row, for who has a mouse; keys and fingers have ways of their own. */
function createSteps(items: HTMLElement): { readonly element: HTMLElement; sync(): void } {
  const step = (direction: 1 | -1) =>
    h(
      'button',
      {
        type: 'button',
        class: 'round shelf__step',
        tabindex: -1,
        onclick: () => items.scrollBy({ left: direction * items.clientWidth * 0.9, behavior: 'smooth' }),
      },
      icon(direction === 1 ? 'next' : 'back'),
    );
  const [back, next] = [step(-1), step(1)];
  const element = h('div', { class: 'shelf__steps', 'aria-hidden': 'true' }, back, next);
  const sync = () => {
    const room = items.scrollWidth - items.clientWidth;
    element.hidden = room < 2;
    back.disabled = items.scrollLeft < 2;
    next.disabled = items.scrollLeft > room - 2;
  };
  new ResizeObserver(sync).observe(items);
  return { element, sync };
}
