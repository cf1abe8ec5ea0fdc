import { FOR_YOU_WEIGHTS, ownedItems, sumParts } from '#src/cf/for-you';
import type { History } from '#src/cf/history';
import { historyNeighbours } from '#src/cf/model';
import { scoreByNeighbours } from '#src/cf/neighbours';
import { topPlaces } from '#src/cf/top';
import type { Behaviour } from './behaviour.ts';

export interface ReachOptions {
  readonly limit: number;
  /** Items that are found already. */
  readonly skip: ReadonlySet<string>;
  /** Whether what the shopper owns comes first; heeded where all parts are looked at. */
  readonly boostsOwned: boolean;
  /** Most items of which all parts of the list for a shopper are looked at, and of which factors alone are. */
  readonly most?: { readonly parts: number; readonly factors: number };
}

/** Items, best first, with scores above 0. */
export interface Reached {
  readonly ids: readonly string[];
  readonly scores: Float64Array;
}

/** A pass over the factors of 100,000 items takes some 10 ms, in which nothing else is done (docs/decisions/0013). */
const MOST = { parts: 100_000, factors: 300_000 } as const;

/**
 * The items that a history makes likely: as the list for the shopper would have them, of more items by the factors alone,
 * which find about as well, and of still more those that its neighbours name. Nothing without a history.
 */
export function reach(
  behaviour: Pick<Behaviour, 'model' | 'forYou' | 'affinities'>,
  history: History,
  { limit, skip, boostsOwned, most = MOST }: ReachOptions,
): Reached {
  if (history.items.length === 0) return { ids: [], scores: new Float64Array(0) };
  const { model } = behaviour;
  const { ids } = model.items;
  const all =
    ids.length <= most.parts
      ? byParts(behaviour.forYou(), history, boostsOwned)
      : ((ids.length <= most.factors ? behaviour.affinities(history) : undefined) ?? byNeighbours(model, history));
  for (const item of history.disliked) all[item] = 0;
  const best = topPlaces(all, limit + skip.size, 0);
  const fresh = [...best].filter((item) => !skip.has(ids[item]!)).slice(0, limit);
  return { ids: fresh.map((item) => ids[item]!), scores: Float64Array.from(fresh, (item) => all[item]!) };
}

function byParts(lists: ReturnType<Behaviour['forYou']>, history: History, boostsOwned: boolean): Float64Array {
  const weights = boostsOwned ? FOR_YOU_WEIGHTS : { ...FOR_YOU_WEIGHTS, owned: 0 };
  return sumParts(lists.parts(history, ownedItems(history)), weights);
}

function byNeighbours(model: Behaviour['model'], history: History): Float64Array {
  const neighbours = historyNeighbours(model);
  const scores = new Float64Array(model.items.ids.length);
  return neighbours ? scoreByNeighbours(neighbours, history, scores) : scores;
}
