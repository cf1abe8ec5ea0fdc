import type { RecommendationReason } from '#src/cf/reason';
import { type Arranging, AS_SCORED } from '#src/domain/arranging';
import type { ShopEvent, Shopper } from '#src/domain/event';
import type { Hit, RankedItem } from '#src/domain/hit';
import { VitrineError } from '#src/errors';
import type { Generation } from '#src/ports/generations';
import type { RecordStore } from '#src/ports/records';
import { ARRANGED } from '#src/recommend/arrange-list';
import {
  alikeByBehaviour,
  boughtTogether,
  forYou,
  type RecommendedItem,
  trendingItems,
} from '#src/recommend/behaviour-lists';
import { blend } from '#src/recommend/blend';
import { reasonText } from '#src/recommend/reason-text';
import { similarItems } from '#src/recommend/similar';
import type { RecommendRequest, SimilarRequest } from '#src/search/list-request';
import { present } from '#src/search/present';
import type { ListRequest } from '#src/search/request';
import type { Analyser } from '#src/text/analyser';
import { createArrangeLists } from './arrange-lists.ts';
import type { LiveBehaviour } from './behaviour.ts';

/** A hit of a list, with why it is there. */
export interface ListHit extends Hit {
  readonly reason?: RecommendationReason & { readonly text: string };
}

/** A recommendation list: similar items, for you, bought together. */
export interface ItemList {
  readonly hits: readonly ListHit[];
  readonly notices: readonly string[];
  readonly took: { readonly total: number };
}

/** The lists of a catalog. All throw `item_not_found` for an item that is not there. */
export interface Lists {
  similar(request: SimilarRequest & { readonly id: string }): Promise<ItemList>;
  boughtTogether(request: ListRequest & { readonly id: string }): Promise<ItemList>;
  trending(request: ListRequest): Promise<ItemList>;
  recommend(request: RecommendRequest): Promise<ItemList>;
}

export interface ListsDeps {
  readonly catalog: string;
  readonly generation: () => Generation;
  readonly analyser: () => Analyser;
  readonly records: RecordStore;
  readonly behaviour: LiveBehaviour;
  /** How lists are arranged unless a request says otherwise; by default in the order of the scores. */
  readonly arranging?: Arranging;
}

const UNTRAINED = 'nothing is known of what shoppers do yet: run vitrine train';
/** Ranked items of each kind that a blended list is made of. */
const BLENDED = 200;

export function createLists(deps: ListsDeps): Lists {
  const { behaviour, generation } = deps;
  const arrangeLists = createArrangeLists(deps);
  const answer = async (
    request: ListRequest,
    make: () => Promise<{ ranked: readonly (RankedItem & Partial<RecommendedItem>)[]; notices?: readonly string[] }>,
  ): Promise<ItemList> => {
    const start = performance.now();
    const { ranked, notices = [] } = await make();
    const picked = await arrangeLists(ranked, request);
    return { hits: await show(picked, request, deps), notices, took: { total: performance.now() - start } };
  };
  const trained = async (make: (live: LoadedLive) => Promise<RecommendedItem[]> | RecommendedItem[]) => {
    const live = await behaviour.current();
    return live ? { ranked: await make(live) } : { ranked: [], notices: [UNTRAINED] };
  };
  return {
    similar: (request) =>
      answer(request, async () => {
        const { id, filter, by } = request;
        const limit = by === 'content' ? Math.max(request.limit, ARRANGED) : BLENDED;
        // By behaviour too it tells whether there is such an item.
        const alike = await similarItems({ id, filter, limit }, generation());
        if (by === 'content') return { ranked: alike };
        const done = await trained(({ behaviour: own }) => alikeByBehaviour(own, id));
        return by === 'behaviour' ? done : { ranked: blend(alike, done.ranked), notices: done.notices ?? [] };
      }),
    boughtTogether: (request) =>
      answer(request, async () => {
        await checkItem(request.id, deps);
        return trained(({ behaviour: own }) => boughtTogether(own, request.id));
      }),
    trending: (request) => answer(request, () => trained(({ behaviour: own }) => trendingItems(own))),
    recommend: (request) =>
      // What was seen last has an order of its own.
      answer(request.list === 'recent' ? { ...request, arranging: AS_SCORED } : request, () =>
        recommend(request, deps, trained),
      ),
  };
}

type LoadedLive = NonNullable<Awaited<ReturnType<LiveBehaviour['current']>>>;
type Trained = (
  make: (live: LoadedLive) => Promise<RecommendedItem[]> | RecommendedItem[],
) => Promise<{ ranked: RecommendedItem[]; notices?: string[] }>;

async function recommend({ shopper, list, owned }: RecommendRequest, deps: ListsDeps, trained: Trained) {
  const { behaviour, generation } = deps;
  if (list === 'recent') return { ranked: await recentlySeen(shopper, behaviour) };
  if (list === 'because-you-viewed') {
    const [last] = await liked(shopper, behaviour);
    if (!last) return { ranked: [], notices: ['the shopper has not looked at anything yet'] };
    const reason = { kind: 'like', item: last.item, event: last.type } as const;
    const options = { id: last.item, filter: [], limit: BLENDED };
    const alike = await similarItems(options, generation()).catch((error: unknown) => {
      if (error instanceof VitrineError && error.code === 'item_not_found') return [];
      throw error;
    });
    const live = await behaviour.current();
    const ranked = live ? blend(alike, alikeByBehaviour(live.behaviour, last.item)) : alike;
    return { ranked: ranked.map((one) => ({ ...one, reason })) };
  }
  return trained(async ({ behaviour: own, buysAgain }) => {
    const view = await behaviour.view({ ...shopper, personalise: true });
    const policy = owned ?? (buysAgain ? 'boost' : 'exclude');
    return forYou(own, view!.history, policy === 'include' ? (buysAgain ? 'boost' : 'neutral') : policy);
  });
}

/** Each item once, the last one first. */
async function recentlySeen(shopper: Shopper, behaviour: LiveBehaviour): Promise<RankedItem[]> {
  const ids = [...new Set((await liked(shopper, behaviour)).map(({ item }) => item))];
  return ids.map((id, place) => {
    const score = 1 / (place + 1);
    return { id, score, why: [{ signal: 'recent', raw: place + 1, value: score, weight: 1, contribution: score }] };
  });
}

async function liked(shopper: Shopper, { events }: LiveBehaviour): Promise<ShopEvent[]> {
  return (await events(shopper)).filter(({ type }) => type !== 'dislike');
}

async function checkItem(id: string, { catalog, records }: ListsDeps): Promise<void> {
  const [record] = await records.get(catalog, [id]);
  if (!record || record.deleted)
    throw new VitrineError('item_not_found', `There is no item "${id}" in the catalog "${catalog}".`);
}

/** Hits with their reasons in words. */
async function show(
  picked: readonly (RankedItem & Partial<RecommendedItem>)[],
  { explain }: ListRequest,
  { catalog, records, analyser }: ListsDeps,
): Promise<ListHit[]> {
  const hits = await present(picked, catalog, records, analyser(), { explain, tokens: [] });
  const named = [...new Set(picked.flatMap(({ reason }) => (reason && 'item' in reason ? reason.item : [])))];
  const found = await records.get(catalog, named);
  const titles = new Map(named.map((id, index) => [id, found[index]?.item.title]));
  const reasons = new Map(picked.map(({ id, reason }) => [id, reason]));
  return hits.map((hit) => {
    const reason = reasons.get(hit.id);
    return reason ? { ...hit, reason: { ...reason, text: reasonText(reason, (id) => titles.get(id)) } } : hit;
  });
}
