/**
 * A sparse matrix by rows (CSR): the entries of row `r` lie from `offsets[r]` up to `offsets[r + 1]`, their columns in
 * `indices`, rising within a row, and their values beside them.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Shape [rows + 1]. */
  readonly offsets: Uint32Array;
  /** Shape [entries]. */
  readonly indices: Uint32Array;
  /** Shape [entries]. */
  readonly values: Float32Array;
}

/** Columns become rows. Linear in rows, columns and entries. */
export function transpose({ rows, columns, offsets, indices, values }: SparseMatrix): SparseMatrix {
  const to = offsetsOf(indices, columns);
  const place = to.slice();
  const turned = { indices: new Uint32Array(indices.length), values: new Float32Array(indices.length) };
  for (let row = 0; row < rows; row++) {
    for (let at = offsets[row]; at < offsets[row + 1]; at++) {
      const target = place[indices[at]]++;
      turned.indices[target] = row;
      turned.values[target] = values[at];
    }
  }
  return { rows: columns, columns: rows, offsets: to, ...turned };
}

/** The same entries with other values, shape [entries]. */
export function withValues(matrix: SparseMatrix, values: Float32Array): SparseMatrix {
  return { ...matrix, values };
}

/** Entries by row, shape [rows]. */
export function rowCounts({ rows, offsets }: SparseMatrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => offsets[row + 1] - offsets[row]);
}

/** Where each of `size` groups begins once `keys` (below `size`) are sorted by counting; shape [size + 1]. */
export function offsetsOf(keys: Uint32Array, size: number): Uint32Array {
  const offsets = new Uint32Array(size + 1);
  for (let at = 0; at < keys.length; at++) offsets[keys[at] + 1]++;
  for (let key = 0; key < size; key++) offsets[key + 1] += offsets[key];
  return offsets;
}
