import type { RecommendationReason } from '#src/cf/reason';
import { AS_SCORED } from '#src/domain/arranging';
import type { Hit, RankedItem } from '#src/domain/hit';
import { ARRANGED } from '#src/recommend/arrange-list';
import { alikeByBehaviour, boughtTogether, type RecommendedItem, trendingItems } from '#src/recommend/behaviour-lists';
import { blend } from '#src/recommend/blend';
import { reasonText } from '#src/recommend/reason-text';
import { similarItems, tellAlike } from '#src/recommend/similar';
import type { RecommendRequest, SimilarRequest } from '#src/search/list-request';
import { present } from '#src/search/present';
import type { ListRequest } from '#src/search/request';
import { createArrangeLists } from './arrange-lists.ts';
import { getItem } from './item.ts';
import type { ListsDeps } from './lists-deps.ts';
import { narrowTo } from './narrow.ts';
import { BLENDED, type RawList, shopperList, type Trained } from './shopper-lists.ts';

/** A hit of a list, with why it is there. */
export interface ListHit extends Hit {
  readonly reason?: RecommendationReason & { readonly text: string };
}

/** A recommendation list: similar items, for you, bought together. */
export interface ItemList {
  readonly hits: readonly ListHit[];
  /** The item that the list is about: that the shopper saw last, or that was named. */
  readonly about?: { readonly id: string; readonly title: string };
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

const IN_ITS_ORDER = { arranging: AS_SCORED, weights: { 'list.availability': 0 } } as const;
const UNTRAINED = 'nothing is known of what shoppers do yet: run vitrine train';

export function createLists(deps: ListsDeps): Lists {
  const { catalog, records, behaviour, generation } = deps;
  const arrangeLists = createArrangeLists(deps);
  const answer = async (
    request: ListRequest & Pick<ListsDeps, 'weights'>,
    make: () => Promise<RawList>,
  ): Promise<ItemList> => {
    const start = performance.now();
    const { ranked, notices = [], about, reasonOf } = await make();
    const arranged = await arrangeLists(ranked, request);
    const picked = reasonOf ? arranged.map((one) => ({ ...one, reason: reasonOf(one.id) })) : arranged;
    const [hits, shown] = await Promise.all([show(picked, request, deps), about && showAbout(about, deps)]);
    return { hits, ...(shown && { about: shown }), notices, took: { total: performance.now() - start } };
  };
  const trained: Trained = async (make) => {
    const live = await behaviour.current();
    return live ? make(live) : { ranked: [], notices: [UNTRAINED] };
  };
  return {
    similar: (request) =>
      answer(request, async () => {
        const { id, filter, by } = request;
        const limit = by === 'content' ? Math.max(request.limit, ARRANGED) : BLENDED;
        // By behaviour too it tells whether there is such an item.
        const alike = await similarItems({ id, filter, limit }, generation());
        const told = tellAlike(alike, id);
        if (by === 'content') return { ranked: told };
        const done = await trained(({ behaviour: own }) => ({ ranked: alikeByBehaviour(own, id) }));
        return by === 'behaviour' ? done : { ...done, ranked: blend(told, done.ranked) };
      }),
    boughtTogether: (request) =>
      answer(request, async () => {
        await getItem(catalog, request.id, records);
        return trained(({ behaviour: own }) => ({ ranked: boughtTogether(own, request.id) }));
      }),
    trending: (request) =>
      answer(request, () =>
        trained(async ({ behaviour: own }) => ({
          ranked: trendingItems(own, await narrowTo(request.filter, generation())),
        })),
      ),
    recommend: (request) =>
      // What was seen last has an order of its own.
      answer(request.list === 'recent' ? { ...request, ...IN_ITS_ORDER } : request, async () => {
        if (request.item !== undefined) await getItem(catalog, request.item, records);
        return shopperList(request, deps, trained);
      }),
  };
}

async function showAbout(id: string, { catalog, records }: ListsDeps): Promise<ItemList['about']> {
  const [record] = await records.get(catalog, [id]);
  return record && { id, title: record.item.title };
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
