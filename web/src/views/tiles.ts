import type { Hit } from '../../../src/domain/hit.ts';
import { CATEGORY_SEPARATOR } from '../../../src/domain/item.ts';
import { bestOf, type Listing } from '../api.ts';
import type { App } from '../app.ts';
import { h, show } from '../dom.ts';
import { toggleValue } from '../refine.ts';
import { addressOf } from '../state.ts';
import { intercepted, picture } from './card.ts';

/** Top categories offered on the front page. */
const MOST = 8;

/** The top categories, each with a picture of its best rated item. */
export function categoryTiles(app: App, listing: Listing | undefined): HTMLElement | null {
  const facet = listing?.facets.find(({ field }) => field === 'category');
  const values = facet && 'values' in facet ? facet.values : [];
  const top = values.filter(({ value }) => !value.includes(CATEGORY_SEPARATOR)).slice(0, MOST);
  return top.length < 2
    ? null
    : h(
        'nav',
        { class: 'tiles', 'aria-label': 'Categories' },
        top.map(({ value }) => tile(app, value)),
      );
}

function tile(app: App, category: string): HTMLElement {
  const { state } = app.model();
  const change = { refine: toggleValue([], 'category', category) };
  const place = h('span', { class: 'tile__picture' });
  const image = ({ id, item }: Hit) =>
    show(place, picture({ id, item }, 0, state.catalog, { sizes: '160px', eager: true, alt: '' }));
  best(category, state.catalog).then(
    (hit) => hit && image(hit),
    () => {},
  );
  return h(
    'a',
    { class: 'tile', href: addressOf({ ...state, ...change }), onclick: intercepted(() => app.go(change)) },
    place,
    h('span', { class: 'tile__name' }, category),
  );
}

/** Asked once while the page lives. */
const known = new Map<string, Promise<Hit | undefined>>();

function best(category: string, catalog: string | undefined): Promise<Hit | undefined> {
  const key = JSON.stringify([category, catalog]);
  const found = known.get(key) ?? bestOf(category, catalog);
  known.set(key, found);
  return found;
}
