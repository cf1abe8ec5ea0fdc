/** How good one list of recommendations is; each figure 0..1. */
export interface ListFigures {
  /** 1 when some target is in the list. */
  readonly hit: number;
  /** Share of the targets that are in the list. */
  readonly recall: number;
  /** Normalised discounted cumulative gain, each target worth 1 (Järvelin & Kekäläinen 2002). */
  readonly ndcg: number;
  /** 1 / place of the first target, 0 without one. */
  readonly reciprocalRank: number;
}

/** Figures of a list cut to `depth`; `targets` holds at least one, and `list` no item twice. */
export function listFigures(list: readonly string[], targets: ReadonlySet<string>, depth: number): ListFigures {
  const found = list.slice(0, depth).flatMap((item, place) => (targets.has(item) ? [place] : []));
  const gain = (places: readonly number[]): number => places.reduce((sum, place) => sum + 1 / Math.log2(place + 2), 0);
  const ideal = gain(Array.from({ length: Math.min(depth, targets.size) }, (_, place) => place));
  return {
    hit: found.length > 0 ? 1 : 0,
    recall: found.length / targets.size,
    ndcg: gain(found) / ideal,
    reciprocalRank: found.length > 0 ? 1 / (found[0] + 1) : 0,
  };
}

/** Who is shown: what all lists together do to the catalog. */
export interface ExposureFigures {
  /** Share of the catalog that some list holds. */
  readonly coverage: number;
  /** Inequality of how often items are shown, 0 (all alike) to 1 (one item alone), items never shown included. */
  readonly gini: number;
  /** Mean users in the training of the items shown. */
  readonly popularity: number;
}

/** `usersOf` gives the users in the training of an item. */
export function exposureFigures(
  lists: Iterable<readonly string[]>,
  catalog: readonly string[],
  usersOf: (item: string) => number,
): ExposureFigures {
  const shown = new Map(catalog.map((item) => [item, 0]));
  let places = 0;
  let users = 0;
  for (const list of lists)
    for (const item of list) {
      shown.set(item, (shown.get(item) ?? 0) + 1);
      users += usersOf(item);
      places++;
    }
  const counts = Float64Array.from(shown.values());
  return {
    coverage: counts.filter((count) => count > 0).length / (counts.length || 1),
    gini: gini(counts),
    popularity: places > 0 ? users / places : 0,
  };
}

/** Σ (2i − n − 1) · x_i / (n · Σ x) over the rising x_1 … x_n (Gini 1912); 0 for nothing. */
export function gini(values: Float64Array): number {
  const sorted = values.slice().sort();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  const weighted = sorted.reduce((sum, value, index) => sum + (2 * (index + 1) - sorted.length - 1) * value, 0);
  return total > 0 ? weighted / (sorted.length * total) : 0;
}
