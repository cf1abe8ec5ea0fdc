import type { Hit } from '../../src/domain/hit.ts';
import { ApiError, ask, type ShownItem } from './api.ts';
import { type Who, who } from './shopper.ts';

/** Why an item is in a list: in words, and as data. */
export interface ListReason {
  readonly kind: string;
  readonly text: string;
  /** The item that it is there for. */
  readonly item?: string;
  /** What the shopper did with that item, or with this one, and when. */
  readonly event?: string;
  readonly at?: string;
  /** What of the two is alike. */
  readonly by?: string;
}

export interface ListHit extends Hit {
  readonly reason?: ListReason;
}

interface ItemList {
  readonly hits: readonly ListHit[];
  readonly about?: { readonly id: string; readonly title: string };
}

/** A row of items with what they have in common. */
export interface Shelf {
  readonly id: string;
  readonly title: string;
  readonly hits: readonly ListHit[];
  /** The item that all of it is about. */
  readonly about?: string;
}

const PLACES = 12;
/** Of what is close to one item there is not much. */
const CLOSE = 8;
/** Asked for, so that what another shelf has can be left out. */
const ASKED = 3 * PLACES;
/** A shelf of fewer is none, except for what was seen. */
const FEWEST = 3;

/** What the front page has to offer to who is here: what has nothing to show is left out. */
export async function frontShelves(catalog: string | undefined): Promise<readonly Shelf[]> {
  const list = (name: string, also: Parameters = { seen: 'exclude' }) => recommended({ list: name, catalog, ...also });
  const [forYou, recent, because, trending] = await Promise.all([
    list('for-you'),
    list('recent', {}),
    list('because-you-viewed'),
    list('trending'),
  ]);
  // Of somebody who did nothing yet it is what is popular, which the last shelf has.
  const isPersonal = forYou.hits.some(({ reason }) => reason?.kind !== 'popular');
  const shown = new Set<string>();
  // What is about one item has the first choice: it has the fewest to choose from.
  const alike = fresh(because, shown, CLOSE);
  return [
    { id: 'for-you', title: 'For you', hits: isPersonal ? fresh(forYou, shown) : [] },
    { id: 'recent', title: 'Recently viewed', hits: recent.hits.slice(0, PLACES) },
    { id: 'because', title: becauseTitle(because), hits: alike, ...aboutOf(because) },
    { id: 'trending', title: 'Trending now', hits: fresh(trending, shown) },
  ].filter(({ id, hits }) => hits.length >= (id === 'recent' ? 1 : FEWEST));
}

/** What goes with an item, and what is like it. */
export async function itemShelves({ id, groupId }: ShownItem, catalog: string | undefined): Promise<readonly Shelf[]> {
  const otherProducts = typeof groupId === 'string' ? `-groupId:${JSON.stringify(groupId)}` : undefined;
  const [together, alike] = await Promise.all([
    recommended({ list: 'bought-together', item: id, catalog, filter: otherProducts }),
    listAt(`/v1/items/${encodeURIComponent(id)}/similar`, { by: 'both', catalog, filter: otherProducts }),
  ]);
  const shown = new Set<string>();
  return [
    { id: 'together', title: 'Often bought together', hits: fresh(together, shown, CLOSE), about: id },
    { id: 'similar', title: 'Similar', hits: fresh(alike, shown), about: id },
  ].filter(({ hits }) => hits.length > 0);
}

/** The first of a list that no other shelf has; they count as shown from now on. */
function fresh({ hits }: ItemList, shown: Set<string>, most = PLACES): readonly ListHit[] {
  const first = hits.filter(({ id }) => !shown.has(id)).slice(0, most);
  for (const { id } of first) shown.add(id);
  return first;
}

function aboutOf({ about }: ItemList): Pick<Shelf, 'about'> {
  return about ? { about: about.id } : {};
}

const DID: Readonly<Record<string, string>> = { purchase: 'bought', like: 'liked', rating: 'rated' };

function becauseTitle({ about, hits }: ItemList): string {
  const event = hits[0]?.reason?.event ?? '';
  const title = about?.title ?? '';
  return event === 'cart' ? `Because ${title} is in your cart` : `Because you ${DID[event] ?? 'viewed'} ${title}`;
}

type Parameters = Readonly<Record<string, string | undefined>>;

/** A server that has a key tells of nobody whom a browser names, but of its visit. */
async function recommended(parameters: Parameters): Promise<ItemList> {
  const { session, user }: Who = who();
  if (user === undefined) return listAt('/v1/recommendations', { ...parameters, session });
  return listAt('/v1/recommendations', { ...parameters, session, user }).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 401)
      return listAt('/v1/recommendations', { ...parameters, session });
    throw error;
  });
}

/** One of each product: its colours and sizes are on its own page. */
function listAt(path: string, parameters: Parameters): Promise<ItemList> {
  const query = new URLSearchParams({ limit: String(ASKED), group: 'on' });
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return ask(`${path}?${query}`);
}
