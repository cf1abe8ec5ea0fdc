import type { Recommendation } from '#src/cf/for-you';
import type { History } from '#src/cf/history';
import type { CfModel } from '#src/cf/model';
import { type Neighbours, neighboursOf } from '#src/cf/neighbours';
import { PARTS, type PartWeights } from '#src/cf/parts';
import type { RecommendationReason } from '#src/cf/reason';
import { topPlaces } from '#src/cf/top';
import type { RankedItem, Reason } from '#src/domain/hit';
import type { Behaviour } from '#src/ranking/behaviour';

/** A place in a list with what to tell of it. */
export interface RecommendedItem extends RankedItem {
  readonly reason: RecommendationReason;
}

/** Ranked items that a filter may still thin out. */
const DEPTH = 1_000;

/** A ranked list whose reasons are told of what is shown of it. */
export interface UntoldList {
  readonly ranked: readonly RankedItem[];
  /** The reason of an item of the list, by its id. */
  reasonOf(id: string): RecommendationReason;
}

export interface ForYouListOptions {
  readonly owned: 'boost' | 'neutral' | 'exclude';
  readonly weights: PartWeights;
  /** The only items that may be listed, where that is given. */
  readonly within?: ReadonlySet<string> | undefined;
}

/** The list for a shopper, best first; without history it is what is popular. */
export function forYou(
  { forYou: lists, model }: Behaviour,
  history: History,
  { owned, weights, within }: ForYouListOptions,
): UntoldList {
  const allows = within && ((item: number) => within.has(model.items.ids[item]!));
  const { items, reason } = lists().rank(history, { limit: DEPTH, owned, weights, ...(allows && { allows }) });
  const byId = new Map(items.map((one) => [one.id, one]));
  return {
    ranked: items.map((one) => ({ id: one.id, score: one.score, why: partReasons(one, weights) })),
    reasonOf: (id) => reason(byId.get(id)!),
  };
}

/** What goes with an item: bought within a day of it by the same shoppers, or else liked by the same shoppers. */
export function boughtTogether({ model }: Behaviour, id: string): RecommendedItem[] {
  const { together, neighbours } = model;
  const close = (together ? neighbourList(model, together, id) : []).map(
    (one): RecommendedItem => ({ ...one, reason: { kind: 'bought-together', item: id, by: 'day' } }),
  );
  const others = neighbours ? neighbourList(model, neighbours, id) : [];
  const known = new Set(close.map((one) => one.id));
  return [
    ...close,
    ...below(
      others.filter((one) => !known.has(one.id)),
      close.at(-1)?.score,
    ),
  ];
}

/** Scores of another kind brought below the last one before them: the best of them equals it. */
function below(list: RecommendedItem[], last: number | undefined): RecommendedItem[] {
  const factor = last === undefined || list.length === 0 ? 1 : last / list[0]!.score;
  if (factor >= 1) return list;
  return list.map((one) => {
    const why = one.why.map((reason) => ({ ...reason, weight: factor, contribution: reason.value * factor }));
    return { ...one, score: one.score * factor, why };
  });
}

/** Items that the same shoppers had to do with. */
export function alikeByBehaviour({ model }: Behaviour, id: string): RecommendedItem[] {
  return model.neighbours ? neighbourList(model, model.neighbours, id) : [];
}

/** What is wanted more than usual, then what is wanted most. Of the items `within`, where that is given. */
export function trendingItems({ model }: Behaviour, within?: ReadonlySet<string>): RecommendedItem[] {
  const allowed = (scores: Float64Array) =>
    within ? scores.map((score, item) => (within.has(model.items.ids[item]!) ? score : 0)) : scores;
  const rising = [...topPlaces(allowed(model.trending), DEPTH, 0)];
  const seen = new Set(rising);
  const popular = [...topPlaces(allowed(model.popularity), DEPTH, 0)].filter((item) => !seen.has(item));
  const list = (items: readonly number[], signal: string, scores: Float64Array, reasonOf: ReasonOf) =>
    items.map((item) => single(model.items.ids[item]!, signal, scores[item]!, reasonOf(model, item)));
  const first = list(rising, 'trending', model.trending, () => ({ kind: 'trending' }));
  return [...first, ...below(list(popular, 'popularity', model.popularity, popularReason), first.at(-1)?.score)];
}

type ReasonOf = (model: CfModel, item: number) => RecommendationReason;

function neighbourList(model: CfModel, neighbours: Neighbours, id: string): RecommendedItem[] {
  const item = model.items.indexOf(id);
  if (item < 0 || item + 1 >= neighbours.offsets.length) return [];
  const { items, similarities } = neighboursOf(neighbours, item, DEPTH);
  return Array.from(items, (other, n) =>
    single(model.items.ids[other]!, 'together', similarities[n]!, { kind: 'bought-together', item: id }),
  );
}

function popularReason({ categories, about }: CfModel, item: number): RecommendationReason {
  const category = about.categories[categories[item]!];
  return { kind: 'popular', ...(category !== undefined && { category }) };
}

function single(id: string, signal: string, score: number, reason: RecommendationReason): RecommendedItem {
  return { id, score, reason, why: [{ signal, raw: score, value: score, weight: 1, contribution: score }] };
}

function partReasons({ parts }: Pick<Recommendation, 'parts'>, weights: PartWeights): Reason[] {
  return PARTS.filter((part) => parts[part] !== 0).map((part) => {
    const value = parts[part] / weights[part];
    return { signal: part, raw: value, value, weight: weights[part], contribution: parts[part] };
  });
}
