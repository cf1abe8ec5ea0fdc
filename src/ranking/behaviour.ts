import { createForYou, type ForYou, ownedItems } from '#src/cf/for-you';
import type { History } from '#src/cf/history';
import { type CfModel, historyNeighbours } from '#src/cf/model';
import { prepareModel } from '#src/cf/prepared';
import { createCandidateScorer } from '#src/cf/signals';
import type { Signal } from './fuse.ts';
import { knownShare } from './known.ts';
import type { SignalWeights } from './weights.ts';

/** A trained model, ready to score. */
export interface Behaviour {
  readonly model: CfModel;
  /** Lists; made when they are first asked for. */
  readonly forYou: () => ForYou;
  /** Affinity of a shopper folded in to all items, shape [items]; undefined where the model has no factors. */
  affinities(history: History): Float64Array | undefined;
  /**
   * What shoppers' behaviour says of the candidates. Without a history (`items` empty) that is popularity alone, the
   * same for everybody; the shopper's own signals weigh as much as is known of them. Items that the model does not know have the floor of every signal, 0.
   */
  signals(ids: readonly string[], history: History, weights: SignalWeights): Signal[];
}

export function createBehaviour(model: CfModel): Behaviour {
  const prepared = prepareModel(model);
  const score = createCandidateScorer(model, prepared);
  let forYou: ForYou | undefined;
  return {
    model,
    forYou: () => {
      forYou ??= createForYou(model, prepared);
      return forYou;
    },
    affinities: ({ items, strengths }) =>
      prepared.foldIn?.allAffinities(prepared.foldIn.vector({ items, weights: strengths })),
    signals: (ids, history, weights) => {
      const raw = score(history, ids, ownedItems(history));
      const signal = (name: string, values: Float64Array): Signal => ({
        name,
        raw: values.map((value) => Math.max(0, value)),
        weight: weights[name] ?? 0,
        floor: 0,
      });
      const shared = withEvidence(signal('popularity', raw.popularity));
      if (history.items.length === 0) return [shared];
      const own = [
        ...(historyNeighbours(model) ? [signal('together', raw.together)] : []),
        ...(model.content ? [signal('alike', raw.content)] : []),
        ...(model.factors ? [signal('affinity', raw.affinity)] : []),
        signal('owned', raw.own),
      ];
      const known = knownShare(history);
      return [shared, ...own.map((one) => ({ ...one, weight: one.weight * known }))];
    },
  };
}

/** Popularity of a candidate from which on it has its full weight: one purchase is no fashion. Decayed events. */
const ENOUGH = 10;

function withEvidence(popularity: Signal): Signal {
  const greatest = popularity.raw.reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, value)), 0);
  return { ...popularity, weight: popularity.weight * Math.min(1, greatest / Math.log1p(ENOUGH)) };
}
