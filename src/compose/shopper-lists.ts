import { historyOf, NO_HISTORY } from '#src/cf/history';
import type { RecommendationReason } from '#src/cf/reason';
import type { Shopper } from '#src/domain/event';
import type { RankedItem } from '#src/domain/hit';
import { VitrineError } from '#src/errors';
import type { Generation } from '#src/ports/generations';
import type { RecordStore } from '#src/ports/records';
import { listWeightsOf } from '#src/ranking/list-weights';
import type { WeightOverrides } from '#src/ranking/weights';
import {
  alikeByBehaviour,
  boughtTogether,
  forYou,
  type RecommendedItem,
  trendingItems,
} from '#src/recommend/behaviour-lists';
import { blend } from '#src/recommend/blend';
import { type DeedPolicy, type Deeds, deedsOf, mayStand } from '#src/recommend/deeds';
import { similarItems, tellAlike } from '#src/recommend/similar';
import type { RecommendRequest } from '#src/search/list-request';
import type { LiveBehaviour, LoadedBehaviour } from './behaviour.ts';
import { narrowTo } from './narrow.ts';

export interface ShopperListsDeps {
  readonly catalog: string;
  readonly generation: () => Generation;
  readonly records: RecordStore;
  readonly behaviour: LiveBehaviour;
  /** As configured. */
  readonly weights?: WeightOverrides;
}

/** A list before it is arranged, filtered and cut to its length. */
export interface RawList {
  readonly ranked: readonly (RankedItem & Partial<RecommendedItem>)[];
  readonly notices?: readonly string[];
  /** Tells the reason of an item that comes without one. */
  readonly reasonOf?: (id: string) => RecommendationReason;
  /** The item that the list is about. */
  readonly about?: string;
}

/** What of a list needs a model is made by it, or is empty and says so. */
export type Trained = (make: (live: LoadedBehaviour) => Promise<RawList> | RawList) => Promise<RawList>;

/** Ranked items of each kind that a blended list is made of. */
export const BLENDED = 200;
const NOTHING_SEEN = 'the shopper has not looked at anything yet';

/** The list of a shopper that is asked for: a user, a visit, or (for lists that are everybody's) nobody. */
export async function shopperList(
  request: RecommendRequest,
  deps: ShopperListsDeps,
  trained: Trained,
): Promise<RawList> {
  const { shopper, list, item } = request;
  const { behaviour } = deps;
  const events = isNobody(shopper) ? [] : await behaviour.events(shopper);
  const deeds = deedsOf(events);
  const live = await behaviour.current();
  const may = mayStand(deeds, policyOf(request, live));
  const allowed = ({ ranked, ...rest }: RawList): RawList => ({ ...rest, ranked: ranked.filter(({ id }) => may(id)) });
  if (list === 'recent') return allowed({ ranked: seenLast(deeds) });
  if (list === 'because-you-viewed') return allowed(await becauseYouViewed(deeds, request, deps, live));
  const within = () => narrowTo(request.filter, deps.generation());
  if (list === 'trending')
    return allowed(await trained(async ({ behaviour: own }) => ({ ranked: trendingItems(own, await within()) })));
  if (list === 'bought-together')
    return {
      ...allowed(await trained(({ behaviour: own }) => ({ ranked: boughtTogether(own, item!) }))),
      about: item!,
    };
  return allowed(
    await trained(async ({ behaviour: own, buysAgain }) => {
      const history = events.length === 0 ? NO_HISTORY : historyOf(events, own.model.items);
      const { ranked, reasonOf } = forYou(own, history, {
        owned: ownedInList(request, buysAgain),
        weights: listWeightsOf({ ...deps.weights, ...request.weights }).parts,
        within: await within(),
      });
      return { ranked, reasonOf: (id) => seenReason(deeds, id, reasonOf(id)) };
    }),
  );
}

/** An item that the shopper saw is not there because others want it. */
function seenReason({ seen }: Deeds, id: string, reason: RecommendationReason): RecommendationReason {
  const event = reason.kind === 'popular' ? seen.get(id) : undefined;
  return event ? { kind: 'seen', event: event.type, at: new Date(event.at).toISOString() } : reason;
}

function isNobody({ user, session }: Shopper): boolean {
  return user === undefined && session === undefined;
}

/** What was seen last is there whether it was bought or not; other lists leave out what nobody buys twice. */
function policyOf(request: RecommendRequest, live: LoadedBehaviour | undefined): DeedPolicy {
  const { list, owned, seen } = request;
  const byDefault = list === 'recent' ? 'include' : ownedInList(request, live?.buysAgain ?? false);
  return { seen, owned: (owned ?? byDefault) === 'exclude' ? 'exclude' : 'include' };
}

function ownedInList({ owned }: RecommendRequest, buysAgain: boolean): 'boost' | 'neutral' | 'exclude' {
  if (owned === 'include') return buysAgain ? 'boost' : 'neutral';
  return owned ?? (buysAgain ? 'boost' : 'exclude');
}

/** Each item once, the last one first. */
function seenLast({ seen }: Deeds): RecommendedItem[] {
  return [...seen].map(([id, { type, at }], place) => {
    const score = 1 / (place + 1);
    const why = [{ signal: 'recent', raw: place + 1, value: score, weight: 1, contribution: score }];
    return { id, score, why, reason: { kind: 'seen', event: type, at: new Date(at).toISOString() } };
  });
}

/** What is like the item that was seen last, by its content and by what shoppers do. */
async function becauseYouViewed(
  { seen }: Deeds,
  { filter }: RecommendRequest,
  deps: ShopperListsDeps,
  live: LoadedBehaviour | undefined,
): Promise<RawList> {
  const last = await lastThere(seen.keys(), deps);
  if (last === undefined) return { ranked: [], notices: [NOTHING_SEEN] };
  const reason = { kind: 'like', item: last, event: seen.get(last)!.type } as const;
  const alike = await similarItems({ id: last, filter, limit: BLENDED }, deps.generation()).catch((error: unknown) => {
    // The index may not have what the records have yet.
    if (error instanceof VitrineError && error.code === 'item_not_found') return [];
    throw error;
  });
  const told = tellAlike(alike, last);
  const ranked = live ? blend(told, alikeByBehaviour(live.behaviour, last)) : told;
  return { ranked: ranked.map((one) => ({ ...one, reason: { ...reason, by: byOf(one) } })), about: last };
}

function byOf({ reason }: RecommendedItem): 'text' | 'picture' | 'shoppers' {
  return reason.kind === 'like' && reason.by ? reason.by : 'shoppers';
}

/** Items looked at before something is found that the catalog still has. */
const LOOKED_THROUGH = 50;

/** The first of the items that is still in the catalog. */
async function lastThere(ids: Iterable<string>, { catalog, records }: ShopperListsDeps): Promise<string | undefined> {
  const some = [...ids].slice(0, LOOKED_THROUGH);
  const found = await records.get(catalog, some);
  return some.find((_, place) => found[place] && !found[place].deleted);
}
