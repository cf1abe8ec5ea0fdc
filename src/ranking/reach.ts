import { FOR_YOU_WEIGHTS, ownedItems, sumParts } from '#src/cf/for-you';
import type { History } from '#src/cf/history';
import { scoreByNeighbours } from '#src/cf/neighbours';
import { topPlaces } from '#src/cf/top';
import type { Behaviour } from './behaviour.ts';

export interface ReachOptions {
  readonly limit: number;
  /** Items that are found already. */
  readonly skip: ReadonlySet<string>;
  /** Whether what the shopper owns comes first. */
  readonly boostsOwned: boolean;
}

/** Items, best first, with scores above 0. */
export interface Reached {
  readonly ids: readonly string[];
  readonly scores: Float64Array;
}

/** With more items than this only neighbours of the history are looked at: a pass over all factors would take too long. */
const SCANNED = 100_000;

/** The items that a history makes likely, as the list for the shopper would have them; nothing without a history. */
export function reach(
  { model, forYou }: Pick<Behaviour, 'model' | 'forYou'>,
  history: History,
  { limit, skip, boostsOwned }: ReachOptions,
): Reached {
  if (history.items.length === 0) return { ids: [], scores: new Float64Array(0) };
  const { ids } = model.items;
  const all = ids.length > SCANNED ? byNeighbours(model, history) : byParts(forYou(), history, boostsOwned);
  for (const item of history.disliked) all[item] = 0;
  const best = topPlaces(all, limit + skip.size, 0);
  const fresh = [...best].filter((item) => !skip.has(ids[item]!)).slice(0, limit);
  return { ids: fresh.map((item) => ids[item]!), scores: Float64Array.from(fresh, (item) => all[item]!) };
}

function byParts(lists: ReturnType<Behaviour['forYou']>, history: History, boostsOwned: boolean): Float64Array {
  const weights = boostsOwned ? FOR_YOU_WEIGHTS : { ...FOR_YOU_WEIGHTS, owned: 0 };
  return sumParts(lists.parts(history, ownedItems(history)), weights);
}

function byNeighbours({ neighbours, items }: Behaviour['model'], history: History): Float64Array {
  const scores = new Float64Array(items.ids.length);
  return neighbours ? scoreByNeighbours(neighbours, history, scores) : scores;
}
