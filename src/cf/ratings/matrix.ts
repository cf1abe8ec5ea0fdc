import { countingOrder, offsetsOf, type SparseMatrix } from '../sparse.ts';

/** A sparse matrix by rows as `SparseMatrix` is, with values exact enough to be residuals; no column repeats in a row. */
export interface RatingMatrix extends Omit<SparseMatrix, 'values'> {
  /** Shape [entries]. */
  readonly values: Float64Array;
}

/** Entries of a matrix in any order: the n-th stands in row `row[n]`, column `column[n]`; each shape [entries]. */
export interface Entries {
  readonly row: Uint32Array;
  readonly column: Uint32Array;
  readonly value: Float64Array;
}

/** Sorts entries into rows, columns rising, in linear time: a stable counting sort by column, then one by row. */
export function ratingMatrix({ row, column, value }: Entries, rows: number, columns: number): RatingMatrix {
  const inOrder = countingOrder(column, columns, Uint32Array.from(column.keys()));
  const order = countingOrder(row, rows, inOrder);
  return {
    rows,
    columns,
    offsets: offsetsOf(row, rows),
    indices: order.map((entry) => column[entry]),
    values: Float64Array.from(order, (entry) => value[entry]),
  };
}

/** Columns become rows. */
export function transposeRatings(matrix: RatingMatrix): RatingMatrix {
  const entries = { row: matrix.indices, column: rowOfEntries(matrix), value: matrix.values };
  return ratingMatrix(entries, matrix.columns, matrix.rows);
}

/** The row of each entry, shape [entries]. */
export function rowOfEntries({ rows, offsets, indices }: RatingMatrix): Uint32Array {
  const row = new Uint32Array(indices.length);
  for (let r = 0; r < rows; r++) row.fill(r, offsets[r], offsets[r + 1]);
  return row;
}

/** The same entries with f(row, column, value) for their values. */
export function mapRatings(
  matrix: RatingMatrix,
  f: (row: number, column: number, value: number) => number,
): RatingMatrix {
  const { rows, offsets, indices } = matrix;
  const values = new Float64Array(indices.length);
  for (let row = 0; row < rows; row++)
    for (let at = offsets[row]; at < offsets[row + 1]; at++) values[at] = f(row, indices[at], matrix.values[at]);
  return { ...matrix, values };
}
