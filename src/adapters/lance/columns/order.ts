/** Rows are packed with their rank into one number that is exact up to 2^53: 2^26 rows, 2^27 ranks. */
const MOST_ROWS = 2 ** 26;
const MOST_RANKS = 2 ** 27;

export interface OrderOptions {
  readonly direction: 'asc' | 'desc';
  /** By row, for ties. */
  readonly ids: readonly string[];
}

/**
 * The rows by their keys (`keys[i]` belongs to `rows[i]`), NaN last in either direction, ties by id. Sorts numbers
 * without a comparing function, several times as fast as with one.
 */
export function orderRows(rows: Uint32Array, keys: Float64Array, { direction, ids }: OrderOptions): Uint32Array {
  const { rankOf, last } = ranking(keys);
  const placeOf = (key: number) =>
    Number.isNaN(key) ? last + 1 : direction === 'asc' ? rankOf(key) : last - rankOf(key);
  const packed = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) packed[i] = placeOf(keys[i]!) * MOST_ROWS + rows[i]!;
  packed.sort();
  const ordered = new Uint32Array(rows.length);
  for (let i = 0; i < packed.length; i++) ordered[i] = packed[i]! % MOST_ROWS;
  sortTies(ordered, packed, ids);
  return ordered;
}

/** Ranks from 0 to `last` in the order of the keys: for whole numbers their distance to the least, else their place. */
function ranking(keys: Float64Array): { rankOf: (key: number) => number; last: number } {
  let [least, greatest, isWhole] = [Infinity, -Infinity, true];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (Number.isNaN(key)) continue;
    if (key < least) least = key;
    if (key > greatest) greatest = key;
    if (!Number.isInteger(key)) isWhole = false;
  }
  if (least > greatest) return { rankOf: () => 0, last: 0 };
  if (isWhole && greatest - least < MOST_RANKS - 1) return { rankOf: (key) => key - least, last: greatest - least };
  const sorted = distinctSorted(keys);
  return { rankOf: (key) => placeIn(sorted, key), last: sorted.length - 1 };
}

function distinctSorted(keys: Float64Array): Float64Array {
  const sorted = keys.slice().sort();
  let count = 0;
  for (const key of sorted) {
    if (Number.isNaN(key)) break;
    if (count === 0 || sorted[count - 1] !== key) sorted[count++] = key;
  }
  return sorted.subarray(0, count);
}

/** Binary search; the key is there. */
function placeIn(sorted: Float64Array, key: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sortTies(ordered: Uint32Array, packed: Float64Array, ids: readonly string[]): void {
  const rankAt = (place: number) => Math.floor(packed[place]! / MOST_ROWS);
  let start = 0;
  for (let end = 1; end <= ordered.length; end++) {
    if (end < ordered.length && rankAt(end) === rankAt(start)) continue;
    if (end - start > 1) ordered.subarray(start, end).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
    start = end;
  }
}
