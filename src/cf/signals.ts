import type { History } from './history.ts';
import { type CfModel, historyNeighbours } from './model.ts';
import { scoreByNeighbours } from './neighbours.ts';
import { type PreparedModel, prepareModel } from './prepared.ts';

/**
 * What a model says of candidates for a shopper, higher is better, shape [candidates] each. NaN: nothing is known, which is
 * so for items that the model does not have, and for everything but popularity without a history. Not brought to one scale.
 */
export interface ShopperSignals {
  /** Affinity of the folded-in shopper: about 0..1. */
  readonly affinity: Float64Array;
  /** What goes with the items of the history, at least 0. */
  readonly together: Float64Array;
  /** Likeness to the history, at least 0. */
  readonly content: Float64Array;
  /** Weight in the history of what the shopper owns; 0 for other items. */
  readonly own: Float64Array;
  /** ln(1 + decayed users). */
  readonly popularity: Float64Array;
}

export type ScoreCandidates = (history: History, ids: readonly string[], owned: ReadonlySet<number>) => ShopperSignals;

/**
 * Signals for search and for lists over given candidates. A call costs the
 * fold-in and the neighbours of the history, whatever the size of the catalog (but for one pass over its items).
 */
export function createCandidateScorer(
  model: CfModel,
  { content, foldIn }: PreparedModel = prepareModel(model),
): ScoreCandidates {
  const { items, popularity } = model;
  const neighbours = historyNeighbours(model);
  return (history, ids, owned) => {
    const numbers = ids.map((id) => items.indexOf(id));
    const known = numbers.filter((number) => number >= 0);
    const spread = (values: Float64Array | undefined): Float64Array => {
      let at = 0;
      return Float64Array.from(numbers, (number) => (number < 0 || !values ? Number.NaN : values[at++]));
    };
    const isKnown = history.items.length > 0;
    const together =
      isKnown && neighbours && scoreByNeighbours(neighbours, history, new Float64Array(items.ids.length));
    const own = new Map(Array.from(history.items, (item, n) => [item, history.weights[n]]));
    return {
      affinity: spread(
        isKnown && foldIn
          ? foldIn.affinities(foldIn.vector({ items: history.items, weights: history.strengths }), known)
          : undefined,
      ),
      together: spread(together ? Float64Array.from(known, (item) => together[item]) : undefined),
      content: spread(isKnown && content ? content.scores(content.profile(history), known) : undefined),
      own: spread(
        isKnown ? Float64Array.from(known, (item) => (owned.has(item) ? (own.get(item) ?? 0) : 0)) : undefined,
      ),
      popularity: spread(Float64Array.from(known, (item) => Math.log1p(popularity[item]))),
    };
  };
}
