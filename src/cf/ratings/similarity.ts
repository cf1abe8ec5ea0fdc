import { type RatingMatrix, transposeRatings } from './matrix.ts';

export interface SimilarityOptions {
  /**
   * `pearson`: the correlation of two rows over the columns that both have, each about its own mean there.
   * `residual`: the same of values that are residuals already, about 0 (scikit-surprise calls it pearson_baseline).
   */
  readonly kind: 'pearson' | 'residual';
  /**
   * How many columns in common halve a similarity: it is multiplied by (n − 1) / (n − 1 + shrink). 0 and up, 0 is none.
   * Koren, "Factor in the neighbors", 2010, section 2.2.
   */
  readonly shrink: number;
  /** Most similar rows that are kept of each row. */
  readonly keep: number;
}

/** Columns in common below which nothing can be said of two rows. */
const FEWEST_IN_COMMON = 2;
/** Sums that are kept for each pair: n, Σa, Σb, Σa², Σb², Σab. */
const SUMS = 6;

/**
 * How alike the rows of a matrix are: shape [rows][rows], each within −1..1; similarities of 0, and of a row with
 * itself, are left out. Takes Σ_columns (entries of the column)² steps, and memory for the pairs that are kept.
 */
export function similarities(matrix: RatingMatrix, options: SimilarityOptions): RatingMatrix {
  const { rows } = matrix;
  const byColumn = transposeRatings(matrix);
  const sums = new Float64Array(rows * SUMS);
  const offsets = new Uint32Array(rows + 1);
  const kept: Row[] = [];
  for (let row = 0; row < rows; row++) {
    const met = addInCommon(matrix, byColumn, row, sums);
    kept.push(strongest(met, sums, options));
    offsets[row + 1] = offsets[row] + kept[row].indices.length;
    for (const other of met) sums.fill(0, other * SUMS, (other + 1) * SUMS);
  }
  const indices = new Uint32Array(offsets[rows]);
  const values = new Float64Array(offsets[rows]);
  for (let row = 0; row < rows; row++) {
    indices.set(kept[row].indices, offsets[row]);
    values.set(kept[row].values, offsets[row]);
  }
  return { rows, columns: rows, offsets, indices, values };
}

type Row = Pick<RatingMatrix, 'indices' | 'values'>;

/** Adds up the sums of the row with every other row that shares a column; answers those, rising. */
function addInCommon(matrix: RatingMatrix, byColumn: RatingMatrix, row: number, sums: Float64Array): Uint32Array {
  const met: number[] = [];
  for (let at = matrix.offsets[row]; at < matrix.offsets[row + 1]; at++) {
    const a = matrix.values[at];
    const column = matrix.indices[at];
    const end = byColumn.offsets[column + 1];
    for (let entry = byColumn.offsets[column]; entry < end; entry++) {
      const other = byColumn.indices[entry];
      const b = byColumn.values[entry];
      const base = other * SUMS;
      if (sums[base]++ === 0 && other !== row) met.push(other);
      sums[base + 1] += a;
      sums[base + 2] += b;
      sums[base + 3] += a * a;
      sums[base + 4] += b * b;
      sums[base + 5] += a * b;
    }
  }
  sums.fill(0, row * SUMS, (row + 1) * SUMS);
  return Uint32Array.from(met).sort();
}

function strongest(met: Uint32Array, sums: Float64Array, options: SimilarityOptions): Row {
  const all = Float64Array.from(met, (other) => similarity(sums, other * SUMS, options));
  const found = Uint32Array.from(met.keys()).filter((at) => all[at] !== 0);
  const kept =
    found.length <= options.keep
      ? found
      : found
          .sort((a, b) => all[b] - all[a] || a - b)
          .subarray(0, options.keep)
          .sort();
  return { indices: kept.map((at) => met[at]), values: Float64Array.from(kept, (at) => all[at]) };
}

function similarity(sums: Float64Array, base: number, { kind, shrink }: SimilarityOptions): number {
  const n = sums[base];
  if (n < FEWEST_IN_COMMON) return 0;
  const [a, b, aa, bb, ab] = [sums[base + 1], sums[base + 2], sums[base + 3], sums[base + 4], sums[base + 5]];
  const [varianceA, varianceB, covariance] =
    kind === 'pearson' ? [aa - (a * a) / n, bb - (b * b) / n, ab - (a * b) / n] : [aa, bb, ab];
  // Rounding may leave a little of a variance that is 0.
  if (varianceA <= aa * ROUNDING || varianceB <= bb * ROUNDING) return 0;
  const correlation = Math.min(1, Math.max(-1, covariance / Math.sqrt(varianceA * varianceB)));
  return (correlation * (n - 1)) / (n - 1 + shrink);
}

const ROUNDING = 1e-12;
