import { ALS, type AlsOptions } from './als.ts';
import { choleskyInPlace, dot, gram, solveCholesky } from './dense.ts';
import type { History } from './history.ts';

/** Places shoppers in the space of trained item factors by what they did last. */
export interface FoldIn {
  readonly factors: number;
  /** The vector that training would give a user of this history with the items fixed; zero without history. */
  vector(history: Pick<History, 'items' | 'weights'>): Float64Array;
  /** Affinity of a shopper's vector to items given by number; shape [items]. */
  affinities(vector: Float64Array, items: ArrayLike<number>): Float64Array;
  /** Affinity to all items. */
  allAffinities(vector: Float64Array): Float64Array;
}

/**
 * Closed-form fold-in (Hu, Koren & Volinsky 2008, equation 4): x = (YᵀY + λI + Σ αr · y yᵀ)⁻¹ Σ (1 + αr) · y, by
 * Cholesky in double precision. `items` has shape [items][factors]; YᵀY is computed once.
 */
export function createFoldIn(
  items: Float32Array,
  factors: number,
  {
    regularisation = ALS.regularisation,
    confidence = ALS.confidence,
  }: Pick<AlsOptions, 'regularisation' | 'confidence'> = {},
): FoldIn {
  const base = gram(items, factors, regularisation);
  const a = new Float64Array(base.length);
  const row = new Float64Array(factors);
  return {
    factors,
    vector(history) {
      const x = new Float64Array(factors);
      if (history.items.length === 0) return x;
      a.set(base);
      for (let n = 0; n < history.items.length; n++) {
        const surplus = confidence * history.weights[n];
        for (let i = 0; i < factors; i++) row[i] = items[history.items[n] * factors + i];
        for (let i = 0; i < factors; i++) {
          x[i] += (1 + surplus) * row[i];
          const scaled = surplus * row[i];
          for (let j = 0; j <= i; j++) a[i * factors + j] += scaled * row[j];
        }
      }
      choleskyInPlace(a, factors);
      return solveCholesky(a, factors, x);
    },
    affinities: (vector, wanted) => Float64Array.from(wanted, (item) => dot(items, item * factors, vector, 0, factors)),
    allAffinities(vector) {
      const affinities = new Float64Array(items.length / factors);
      for (let item = 0; item < affinities.length; item++)
        affinities[item] = dot(items, item * factors, vector, 0, factors);
      return affinities;
    },
  };
}
