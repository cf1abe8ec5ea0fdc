import { type Content, sparseContent } from '#src/cf/content';
import { createFoldIn, type FoldIn } from '#src/cf/fold-in';
import { createForYou, type ForYou } from '#src/cf/for-you';
import type { History } from '#src/cf/history';
import type { CfModel } from '#src/cf/model';
import { scoreByNeighbours } from '#src/cf/neighbours';
import type { Signal } from './fuse.ts';
import type { SignalWeights } from './weights.ts';

/** A trained model, ready to score. */
export interface Behaviour {
  readonly model: CfModel;
  /** Lists; made when they are first asked for. */
  readonly forYou: () => ForYou;
  /**
   * What shoppers' behaviour says of the candidates. Without a history (`items` empty) that is popularity alone, the
   * same for everybody. Items that the model does not know have the floor of every signal, 0.
   */
  signals(ids: readonly string[], history: History, weights: SignalWeights): Signal[];
}

export function createBehaviour(model: CfModel): Behaviour {
  const content = model.content && sparseContent(model.content);
  const foldIn = model.factors && createFoldIn(model.factors.items, model.factors.factors, model.about.als);
  let forYou: ForYou | undefined;
  return {
    model,
    forYou: () => {
      forYou ??= createForYou(model);
      return forYou;
    },
    signals: (ids, history, weights) => {
      const rows = ids.map((id) => model.items.indexOf(id));
      const signal = (name: string, scoreOf: (item: number) => number): Signal => ({
        name,
        raw: Float64Array.from(rows, (item) => (item < 0 ? Number.NaN : scoreOf(item))),
        weight: weights[name] ?? 0,
        floor: 0,
      });
      const shared = withEvidence(signal('popularity', (item) => Math.log1p(model.popularity[item]!)));
      if (history.items.length === 0) return [shared];
      return [shared, ...personal(signal, { model, content, foldIn }, history, rows)];
    },
  };
}

/** Popularity of a candidate from which on it has its full weight: one purchase is no fashion. Decayed events. */
const ENOUGH = 10;

function withEvidence(popularity: Signal): Signal {
  const greatest = popularity.raw.reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, value)), 0);
  return { ...popularity, weight: popularity.weight * Math.min(1, greatest / Math.log1p(ENOUGH)) };
}

interface Prepared {
  readonly model: CfModel;
  readonly content: Content | undefined;
  readonly foldIn: FoldIn | undefined;
}

/** Item neighbours, likeness to what the shopper had to do with, folded-in affinity, and what is theirs already. */
function personal(
  signal: (name: string, scoreOf: (item: number) => number) => Signal,
  { model, content, foldIn }: Prepared,
  history: History,
  rows: readonly number[],
): Signal[] {
  const known = rows.filter((item) => item >= 0);
  const place = new Map(known.map((item, index) => [item, index]));
  const ofKnown = (values: ArrayLike<number>) => (item: number) => Math.max(0, values[place.get(item)!]!);
  const signals: Signal[] = [];
  if (model.neighbours) {
    const scores = scoreByNeighbours(model.neighbours, history, new Float64Array(model.items.ids.length));
    signals.push(signal('together', (item) => scores[item]!));
  }
  if (content) signals.push(signal('alike', ofKnown(content.scores(content.profile(history), known))));
  if (foldIn) signals.push(signal('affinity', ofKnown(foldIn.affinities(foldIn.vector(history), known))));
  const own = new Map(
    Array.from(history.items, (item, n) => [item, history.types[n] === 'purchase' ? history.weights[n]! : 0]),
  );
  signals.push(signal('owned', (item) => own.get(item) ?? 0));
  return signals;
}
