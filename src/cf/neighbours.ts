import type { History } from './history.ts';
import { topPlaces } from './top.ts';

/** For each item the items that go with it, best first: those of item `i` lie from `offsets[i]` up to `offsets[i + 1]`. */
export interface Neighbours {
  /** Shape [items + 1]. */
  readonly offsets: Uint32Array;
  /** Shape [neighbours]. */
  readonly items: Uint32Array;
  /** Shape [neighbours]; of EASE some may be negative. */
  readonly similarities: Float32Array;
}

/** Gathers neighbours item by item. */
export interface NeighboursBuilder {
  /**
   * Takes the next item's row and keeps the greatest above `above`. With `candidates`, rising numbers of items, the
   * similarities are theirs; else they are those of all items.
   */
  add(similarities: Float32Array | Float64Array, candidates?: Uint32Array): void;
  build(): Neighbours;
}

export function createNeighboursBuilder(items: number, perItem: number, above = 0): NeighboursBuilder {
  const offsets = new Uint32Array(items + 1);
  // Room for as many as there can be: what is never written to takes no memory, and nothing is copied in the end.
  const most = items * Math.min(perItem, items);
  const built = { items: new Uint32Array(most), similarities: new Float32Array(most) };
  let row = 0;
  return {
    add(similarities, candidates) {
      const best = topPlaces(similarities, perItem, above);
      let at = offsets[row++];
      for (const place of best) {
        built.items[at] = candidates ? candidates[place] : place;
        built.similarities[at++] = similarities[place];
      }
      offsets[row] = at;
    },
    build: () => ({
      offsets,
      items: built.items.subarray(0, offsets[row]),
      similarities: built.similarities.subarray(0, offsets[row]),
    }),
  };
}

/**
 * Σ_i w_i · sim(i → j) over the items i of the history: what goes with what a shopper had to do with. Adds to `into`,
 * shape [items], and answers it.
 */
export function scoreByNeighbours(
  neighbours: Neighbours,
  history: Pick<History, 'items' | 'weights'>,
  into: Float64Array,
): Float64Array {
  const { offsets, items, similarities } = neighbours;
  for (let n = 0; n < history.items.length; n++) {
    const item = history.items[n];
    const weight = history.weights[n];
    for (let at = offsets[item]; at < offsets[item + 1]; at++) into[items[at]] += weight * similarities[at];
  }
  return into;
}

/** The items that go with one, best first. */
export function neighboursOf({ offsets, items, similarities }: Neighbours, item: number, limit: number) {
  const end = Math.min(offsets[item + 1], offsets[item] + limit);
  return { items: items.subarray(offsets[item], end), similarities: similarities.subarray(offsets[item], end) };
}
