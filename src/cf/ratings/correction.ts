import type { RatingMatrix } from './matrix.ts';

export interface CorrectionOptions {
  /** Neighbours in one prediction, at most. */
  readonly k: number;
  /** Whether neighbours of negative similarity take part. */
  readonly dissimilar: 'used' | 'ignored';
  /** `absolute`: Σ|sim|. `root`: √Σ sim². */
  readonly denominator: 'absolute' | 'root';
  /** λ: how much of the correction counts; 1 is all of it, 0 leaves the base. */
  readonly damping: number;
}

/**
 * λ · Σ sim · deviation / denominator over the k most similar rows that have the column (of equal ones those of lower
 * numbers); 0 where there is none. `similar` has the shape [rows][rows], `deviations` the shape [columns][rows].
 * Asking for many columns of one row in turn is quick.
 */
export function createCorrection(
  similar: RatingMatrix,
  deviations: RatingMatrix,
  { k, dissimilar, denominator, damping }: CorrectionOptions,
): (row: number, column: number) => number {
  const similarityTo = createLookUp(similar, dissimilar === 'ignored' ? 0 : Number.NEGATIVE_INFINITY);
  const isRoot = denominator === 'root';
  return (row, column) => {
    if (!(row >= 0 && row < similar.rows && column >= 0 && column < deviations.rows)) return 0;
    const own = similarityTo(row);
    const least = kthLargest(deviations, column, own, k);
    let [sum, weight, ties] = [0, 0, least.ties];
    for (let at = deviations.offsets[column]; at < deviations.offsets[column + 1]; at++) {
      const sim = own[deviations.indices[at]];
      if (sim === 0 || sim < least.value || (sim === least.value && ties-- <= 0)) continue;
      sum += sim * deviations.values[at];
      weight += isRoot ? sim * sim : Math.abs(sim);
    }
    if (weight === 0) return 0;
    return (damping * sum) / (isRoot ? Math.sqrt(weight) : weight);
  };
}

/** A row of the matrix spread out, shape [rows], with 0 for what is not above `floor`; valid until the next row. */
function createLookUp({ rows, offsets, indices, values }: RatingMatrix, floor: number): (row: number) => Float64Array {
  const spread = new Float64Array(rows);
  let current: number | undefined;
  return (row) => {
    if (row === current) return spread;
    if (current !== undefined) for (let at = offsets[current]; at < offsets[current + 1]; at++) spread[indices[at]] = 0;
    for (let at = offsets[row]; at < offsets[row + 1]; at++) if (values[at] > floor) spread[indices[at]] = values[at];
    current = row;
    return spread;
  };
}

/** The k-th largest similarity among the rows that have the column, and how many of exactly this value are among the k. */
function kthLargest(
  { offsets, indices }: RatingMatrix,
  column: number,
  own: Float64Array,
  k: number,
): { value: number; ties: number } {
  const found = new Float64Array(offsets[column + 1] - offsets[column]);
  let count = 0;
  for (let at = offsets[column]; at < offsets[column + 1]; at++) {
    const sim = own[indices[at]];
    if (sim !== 0) found[count++] = sim;
  }
  if (count <= k) return { value: Number.NEGATIVE_INFINITY, ties: 0 };
  const sorted = found.subarray(0, count).sort();
  const value = sorted[count - k];
  const above = count - 1 - sorted.lastIndexOf(value);
  return { value, ties: k - above };
}
