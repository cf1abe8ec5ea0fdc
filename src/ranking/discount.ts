import type { Fused } from './fuse.ts';

/**
 * Takes from every score a part of it in proportion to the popularity of the candidate, `discount` (0..1) of it from the
 * most popular one, so that what everybody wants leaves room for the rest. A signal of its own, `popularity-discount`,
 * whose value is that part of the score and whose weight is −`discount`, so contributions still add up. `popularity` is by
 * candidate, 0..1.
 */
export function discountPopularity({ scores, signals }: Fused, popularity: Float64Array, discount: number): Fused {
  if (discount === 0) return { scores, signals };
  const values = scores.map((score, row) => Math.max(0, score) * popularity[row]!);
  return {
    scores: scores.map((score, row) => score - discount * values[row]!),
    signals: [...signals, { name: 'popularity-discount', raw: popularity, values, weight: -discount }],
  };
}
