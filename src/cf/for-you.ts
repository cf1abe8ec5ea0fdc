import type { Content } from './content.ts';
import type { FoldIn } from './fold-in.ts';
import type { History } from './history.ts';
import { type CfModel, historyNeighbours } from './model.ts';
import { scoreByNeighbours } from './neighbours.ts';
import { PARTS, type Part, type PartWeights } from './parts.ts';
import { type PreparedModel, prepareModel } from './prepared.ts';
import { explainRecommendation, type RecommendationReason } from './reason.ts';
import { topPlaces } from './top.ts';

/**
 * Settled on `hm`, three days (the last of the development half among them) each predicted from the days before it: hit@20 of all and of new items .416 and .200 with
 * item neighbours, .8 content and .1 popularity; .417 and .205 with half as much affinity added. On the last day of the
 * development half .454 and .202 become .457 and .213, at a coverage of .79 (new). Weights of half or double are within
 * .01, which is the noise of a seed.
 */
export const FOR_YOU_WEIGHTS: PartWeights = { together: 1, alike: 1, affinity: 0.4, popularity: 0.2, owned: 3 };

export interface ForYouOptions {
  readonly limit: number;
  /**
   * What the shopper bought already: `boost` lifts it, what was bought last to the top, for shops where people buy
   * again; `neutral` lets it stand where it stands; `exclude` leaves it out.
   */
  readonly owned: 'boost' | 'neutral' | 'exclude';
  /** Items bought, by number; by default the purchases of the history, and all of it where types are not known. */
  readonly ownedItems?: ReadonlySet<number>;
  /** Whether an item may be shown at all (filters, deleted items); by number. */
  readonly allows?: (item: number) => boolean;
  readonly weights?: Partial<PartWeights>;
}

export interface Recommendation {
  readonly id: string;
  /** Sum of weight × part. */
  readonly score: number;
  /** Weight × part, each at least 0; they add up to the score. */
  readonly parts: Readonly<Record<Part, number>>;
  readonly reason: RecommendationReason;
}

/** A list without reasons, and a way to tell those of what is shown of it: they take most of the time. */
export interface Ranking {
  /** Best first. */
  readonly items: readonly Omit<Recommendation, 'reason'>[];
  /** The reason of an item of the list. */
  reason(item: Pick<Recommendation, 'id' | 'parts'>): RecommendationReason;
}

/** Parts by item, each shape [items], 0..1. */
export type ForYouParts = Readonly<Record<Part, Float64Array>>;

export interface ForYou {
  /** The list for a shopper, best first. Without history: what is popular. */
  recommend(history: History, options: ForYouOptions): Recommendation[];
  rank(history: History, options: ForYouOptions): Ranking;
  parts(history: History, owned: ReadonlySet<number>): ForYouParts;
}

/** Ready to recommend by a model. */
export function createForYou(model: CfModel, prepared: PreparedModel = prepareModel(model)): ForYou {
  const { content, foldIn } = prepared;
  const parts = (history: History, owned: ReadonlySet<number>): ForYouParts => ({
    together: togetherPart(model, history),
    alike: alikePart(content, history, model.items.ids.length),
    affinity: affinityPart(foldIn, history, model.items.ids.length),
    popularity: popularityPart(model, history),
    owned: ownedPart(history, owned, model.items.ids.length),
  });
  const rank = (history: History, options: ForYouOptions): Ranking => {
    const owned = options.ownedItems ?? ownedItems(history);
    const weights = { ...FOR_YOU_WEIGHTS, ...options.weights };
    const counting = options.owned === 'boost' ? weights : { ...weights, owned: 0 };
    const all = parts(history, owned);
    const scores = sumParts(all, counting);
    for (let item = 0; item < scores.length; item++) {
      const isLeftOut = history.disliked.has(item) || (options.owned === 'exclude' && owned.has(item));
      if (isLeftOut || options.allows?.(item) === false) scores[item] = Number.NaN;
    }
    const isOwned = (item: number): boolean => options.owned === 'boost' && owned.has(item);
    return {
      // What scores nothing is nobody's wish: there is no reason to show it.
      items: Array.from(topPlaces(scores, options.limit, 0), (item) => ({
        id: model.items.ids[item],
        score: scores[item],
        parts: contributions(all, counting, item),
      })),
      reason: ({ id, parts: own }) =>
        explainRecommendation(model.items.indexOf(id), { model, content, history, isOwned, parts: own }),
    };
  };
  return {
    parts,
    rank,
    recommend(history, options) {
      const { items, reason } = rank(history, options);
      return items.map((one) => ({ ...one, reason: reason(one) }));
    },
  };
}

/** Purchases of a history; where the types are not known, all of it. */
export function ownedItems({ items, types }: History): Set<number> {
  return new Set([...items].filter((_, n) => types[n] === undefined || types[n] === 'purchase'));
}

function togetherPart(model: CfModel, history: History): Float64Array {
  const neighbours = historyNeighbours(model);
  const scores = new Float64Array(model.items.ids.length);
  return neighbours ? byGreatest(scoreByNeighbours(neighbours, history, scores)) : scores;
}

function alikePart(content: Content | undefined, history: History, items: number): Float64Array {
  if (!content || history.items.length === 0) return new Float64Array(items);
  return byGreatest(content.scoreAll(content.profile(history)));
}

/** What part of an item's popularity counts for a shopper who never looked at its category. */
const ELSEWHERE = 0.25;

/** Popularity within what the shopper looks at: an item counts the more, the more of the history is of its category. */
function popularityPart({ popularity, categories, about }: CfModel, { items, weights }: History): Float64Array {
  const shares = new Float64Array(about.categories.length);
  let total = 0;
  items.forEach((item, n) => {
    if (categories[item] < 0) return;
    shares[categories[item]] += weights[n];
    total += weights[n];
  });
  if (total === 0) return byGreatest(popularity.slice());
  return byGreatest(
    popularity.map((value, item) => {
      const share = categories[item] < 0 ? 0 : shares[categories[item]] / total;
      return value * (ELSEWHERE + (1 - ELSEWHERE) * share);
    }),
  );
}

/** Fold-in knows no decay: as in training, a pair counts or it does not. */
function affinityPart(foldIn: FoldIn | undefined, history: History, items: number): Float64Array {
  if (!foldIn || history.items.length === 0) return new Float64Array(items);
  return byGreatest(foldIn.allAffinities(foldIn.vector({ items: history.items, weights: history.strengths })));
}

function ownedPart({ items, weights }: History, owned: ReadonlySet<number>, size: number): Float64Array {
  const own = new Float64Array(size);
  items.forEach((item, n) => {
    if (owned.has(item)) own[item] = weights[n];
  });
  return byGreatest(own);
}

/** Values by the greatest of them, in place, negative ones as 0; all 0 where none is above 0. */
function byGreatest(values: Float64Array): Float64Array {
  let greatest = 0;
  for (const value of values) if (value > greatest) greatest = value;
  for (let item = 0; item < values.length; item++)
    values[item] = greatest > 0 ? Math.max(0, values[item]) / greatest : 0;
  return values;
}

/** By item the sum of weight × part. */
export function sumParts(parts: ForYouParts, weights: PartWeights): Float64Array {
  const scores = new Float64Array(parts.popularity.length);
  for (const part of PARTS) {
    const weight = weights[part];
    if (weight !== 0) for (let item = 0; item < scores.length; item++) scores[item] += weight * parts[part][item];
  }
  return scores;
}

function contributions(parts: ForYouParts, weights: PartWeights, item: number): Record<Part, number> {
  // Every part gets an entry.
  return Object.fromEntries(PARTS.map((part) => [part, weights[part] * parts[part][item]])) as Record<Part, number>;
}
