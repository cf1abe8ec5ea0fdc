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

/**
 * Every n-th of the rows of two entries and more, which tell what goes together, so that they have about `mostEntries`; the
 * whole matrix when it has no more.
 */
export function drawRows(matrix: SparseMatrix, mostEntries: number): SparseMatrix {
  const { rows, columns, offsets, indices, values } = matrix;
  if (indices.length <= mostEntries) return matrix;
  const lengths = Uint32Array.from({ length: rows }, (_, row) => offsets[row + 1] - offsets[row]);
  const telling = Uint32Array.from(lengths.keys()).filter((row) => lengths[row] > 1);
  const entries = telling.reduce((sum, row) => sum + lengths[row], 0);
  const step = Math.ceil(entries / mostEntries);
  const drawn = telling.filter((_, place) => place % step === 0);
  const to = new Uint32Array(drawn.length + 1);
  drawn.forEach((row, n) => {
    to[n + 1] = to[n] + lengths[row];
  });
  const size = to[drawn.length];
  const kept = { indices: new Uint32Array(size), values: new Float32Array(size) };
  drawn.forEach((row, n) => {
    kept.indices.set(indices.subarray(offsets[row], offsets[row + 1]), to[n]);
    kept.values.set(values.subarray(offsets[row], offsets[row + 1]), to[n]);
  });
  return { rows: drawn.length, columns, offsets: to, ...kept };
}

/** Entries by row, shape [rows]. */
export function rowCounts({ rows, offsets }: SparseMatrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => offsets[row + 1] - offsets[row]);
}

/** `before` by rising keys (below `size`), those of one key in the order they had: a stable counting sort. */
export function countingOrder(keys: Uint32Array, size: number, before: Uint32Array): Uint32Array {
  const next = offsetsOf(keys, size);
  const order = new Uint32Array(keys.length);
  for (const entry of before) order[next[keys[entry]]++] = entry;
  return order;
}

/** Where each of `size` groups begins once `keys` (below `size`) are sorted by counting; shape [size + 1]. */
export function offsetsOf(keys: Uint32Array, size: number): Uint32Array {
  const offsets = new Uint32Array(size + 1);
  for (let at = 0; at < keys.length; at++) offsets[keys[at] + 1]++;
  for (let key = 0; key < size; key++) offsets[key + 1] += offsets[key];
  return offsets;
}
