import { decay } from './event-weights.ts';
import type { Interactions } from './interactions.ts';
import { createNeighboursBuilder, type Neighbours } from './neighbours.ts';
import { type SparseMatrix, transpose, withValues } from './sparse.ts';

export interface ItemItemOptions {
  /**
   * What a pair of a user and an item counts. `count`: 1; `weight`: its weight; `bm25`: its weight as BM25 weighs a
   * word in a document, the item being the document (k1 100, b .8), so that very active users say less of each item.
   */
  readonly weighting?: 'count' | 'weight' | 'bm25';
  /** α, how much the frequency of the item that is in the history is held against it, 0 to 1. */
  readonly historyExponent?: number;
  /** β, the same for the item that is recommended: the smaller, the more popular the recommendations. */
  readonly targetExponent?: number;
  /** Added to the denominator, at least 0: pairs seen a few times say little. */
  readonly shrinkage?: number;
  /** Neighbours kept of each item, default 200. */
  readonly neighbours?: number;
  /** A common user counts 2^(−age / half-life) by the older of the two events; default: always 1. */
  readonly halfLifeDays?: number;
  /** Two events go together only when not further apart; default: any two of a user do. */
  readonly withinDays?: number;
}

/** For "similar by behaviour" and lists; α, β and shrinkage as settled on `hm`. */
const ITEM_ITEM: Required<ItemItemOptions> = {
  weighting: 'count',
  historyExponent: 0.5,
  targetExponent: 0.3,
  shrinkage: 20,
  neighbours: 200,
  halfLifeDays: Infinity,
  withinDays: Infinity,
};

/** For "bought together": within a day of each other, and what goes with everything goes with nothing in particular. */
export const BOUGHT_TOGETHER: Required<ItemItemOptions> = {
  ...ITEM_ITEM,
  targetExponent: 0.5,
  shrinkage: 5,
  neighbours: 30,
  withinDays: 1,
};

/**
 * Neighbours of items by their common users:
 *
 *     sim(i → j) = Σ_u w_ui · w_uj · decay(u, i, j) / (n_i^α · n_j^β + shrinkage),   n_i = Σ_u w_ui²
 *
 * α = β = ½ without shrinkage is the cosine (Sarwar et al., "Item-based collaborative filtering recommendation
 * algorithms", 2001); the asymmetric exponents are those of Aiolli, "Efficient top-N recommendation for very large
 * scale binary rated datasets" (2013). Sparse product by rows: Σ_u (items of u)² steps.
 */
export function itemNeighbours(interactions: Interactions, options: ItemItemOptions = {}): Neighbours {
  const settings = { ...ITEM_ITEM, ...options };
  const byUser = weighted(interactions.byUser, settings.weighting);
  const items = byUser.columns;
  const byItem = transpose(byUser);
  const n = squaredNorms(byItem);
  const [ofHistory, ofTarget] = [settings.historyExponent, settings.targetExponent].map((e) =>
    n.map((one) => one ** e),
  );
  const builder = createNeighboursBuilder(items, settings.neighbours);
  const counts = new Float64Array(items);
  const similarities = new Float64Array(items);
  const countPairs = pairCounter(byUser, byItem, interactions.ageDays, settings);
  for (let item = 0; item < items; item++) {
    const touched = countPairs(item, counts);
    for (let place = 0; place < touched.length; place++) {
      const other = touched[place];
      const common = other === item ? 0 : counts[other];
      similarities[place] = common > 0 ? common / (ofHistory[item] * ofTarget[other] + settings.shrinkage) : 0;
      counts[other] = 0;
    }
    builder.add(similarities.subarray(0, touched.length), touched);
  }
  return builder.build();
}

/** Adds w_ui · w_uj of all users of an item to `counts`; answers the items that have some, rising, until it is called again. */
function pairCounter(
  byUser: SparseMatrix,
  byItem: SparseMatrix,
  ageDays: Float32Array,
  { halfLifeDays, withinDays }: Required<ItemItemOptions>,
): (item: number, counts: Float64Array) => Uint32Array {
  const { offsets, indices, values } = byUser;
  const isTimed = halfLifeDays < Infinity || withinDays < Infinity;
  const ages = isTimed ? transpose(withValues(byUser, ageDays)).values : ageDays;
  const touched = new Uint32Array(byUser.columns);
  const isTouched = new Uint8Array(byUser.columns);
  return (item, counts) => {
    let size = 0;
    for (let of = byItem.offsets[item]; of < byItem.offsets[item + 1]; of++) {
      const user = byItem.indices[of];
      const weight = byItem.values[of];
      const age = ages[of];
      for (let at = offsets[user]; at < offsets[user + 1]; at++) {
        const other = indices[at];
        if (isTouched[other] === 0) {
          isTouched[other] = 1;
          touched[size++] = other;
        }
        if (!isTimed) counts[other] += weight * values[at];
        else if (Math.abs(ageDays[at] - age) <= withinDays)
          counts[other] += weight * values[at] * decay(Math.max(ageDays[at], age), halfLifeDays);
      }
    }
    for (let place = 0; place < size; place++) isTouched[touched[place]] = 0;
    return touched.subarray(0, size).sort();
  };
}

function squaredNorms({ rows, offsets, values }: SparseMatrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let row = 0; row < rows; row++)
    for (let at = offsets[row]; at < offsets[row + 1]; at++) norms[row] += values[at] ** 2;
  return norms;
}

function weighted(byUser: SparseMatrix, weighting: 'count' | 'weight' | 'bm25'): SparseMatrix {
  if (weighting === 'weight') return byUser;
  if (weighting === 'count') return withValues(byUser, new Float32Array(byUser.values.length).fill(1));
  return bm25Weighted(byUser);
}

const BM25 = { k1: 100, b: 0.8 } as const;

/** idf(u) · w · (k1 + 1) / (k1 · (1 − b + b · length(i) / mean length) + w), idf(u) = ln(items) − ln(1 + items of u). */
function bm25Weighted(byUser: SparseMatrix): SparseMatrix {
  const { rows, columns, offsets, indices, values } = byUser;
  const length = new Float64Array(columns);
  for (let at = 0; at < indices.length; at++) length[indices[at]] += values[at];
  const mean = length.reduce((sum, one) => sum + one, 0) / (columns || 1) || 1;
  const result = new Float32Array(values.length);
  for (let user = 0; user < rows; user++) {
    const idf = Math.max(0, Math.log(columns) - Math.log1p(offsets[user + 1] - offsets[user]));
    for (let at = offsets[user]; at < offsets[user + 1]; at++) {
      const norm = 1 - BM25.b + (BM25.b * length[indices[at]]) / mean;
      result[at] = (idf * values[at] * (BM25.k1 + 1)) / (BM25.k1 * norm + values[at]);
    }
  }
  return withValues(byUser, result);
}
