import { offsetsOf } from '../sparse.ts';

/** What is known of items, as features that each item has or has not; shape [items][features]. */
export interface ItemFeatures {
  /** e.g. `class=Comedy`. */
  readonly names: readonly string[];
  /** Shape [items + 1]: the features of item i lie from `offsets[i]` up to `offsets[i + 1]`. */
  readonly offsets: Uint32Array;
  /** Numbers of features, rising within an item. */
  readonly indices: Uint32Array;
}

/** Features of fewer items than this say nothing that the items' own ratings do not. */
const FEWEST_ITEMS = 5;
/** The most frequent are kept: each costs every user a weight. */
const MOST_FEATURES = 500;

/** `features[i]` are the names of item i's features; those of very few items are left out, as are the rarest of very many. */
export function itemFeatures(features: readonly (readonly string[])[]): ItemFeatures {
  const counts = new Map<string, number>();
  for (const own of features) for (const name of new Set(own)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts]
    .filter(([, count]) => count >= FEWEST_ITEMS)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_FEATURES)
    .map(([name]) => name);
  const numbers = new Map(names.map((name, index) => [name, index]));
  const rows = features.map((own) =>
    [...new Set(own)].flatMap((name) => numbers.get(name) ?? []).sort((a, b) => a - b),
  );
  const itemOf = Uint32Array.from(rows.flatMap((row, item) => row.map(() => item)));
  return { names, offsets: offsetsOf(itemOf, features.length), indices: Uint32Array.from(rows.flat()) };
}

/** Items of which nothing is known. */
export function noFeatures(items: number): ItemFeatures {
  return { names: [], offsets: new Uint32Array(items + 1), indices: new Uint32Array(0) };
}
