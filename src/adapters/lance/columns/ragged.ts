import { withRoom } from './growable.ts';

/**
 * A list of 32-bit numbers for each row, all in one array, that can be replaced row by row:
 *
 *     data    | row 0 | row 2 | (old row 1) | row 1 |   used → free
 *     starts      ^0     ^2                    ^1
 */
export interface Ragged {
  starts: Uint32Array;
  lengths: Uint32Array;
  data: Uint32Array;
  used: number;
  /** Places in `data` below `used` that no row refers to. */
  garbage: number;
}

export function createRagged(): Ragged {
  return { starts: new Uint32Array(0), lengths: new Uint32Array(0), data: new Uint32Array(0), used: 0, garbage: 0 };
}

/** Replaces the list of a row: in its place if it fits, else behind all others. */
export function setRow(ragged: Ragged, row: number, values: ArrayLike<number>): void {
  ragged.starts = withRoom(ragged.starts, row + 1);
  ragged.lengths = withRoom(ragged.lengths, row + 1);
  const before = ragged.lengths[row]!;
  if (values.length > before) {
    ragged.garbage += before;
    ragged.lengths[row] = 0;
    compactIfWasteful(ragged);
    ragged.data = withRoom(ragged.data, ragged.used + values.length);
    ragged.starts[row] = ragged.used;
    ragged.used += values.length;
  } else {
    ragged.garbage += before - values.length;
  }
  ragged.lengths[row] = values.length;
  ragged.data.set(values, ragged.starts[row]);
}

/** The list of a row, valid until the next change. */
export function rowOf({ starts, lengths, data }: Ragged, row: number): Uint32Array {
  return data.subarray(starts[row]!, starts[row]! + lengths[row]!);
}

/** The smallest waste worth copying everything for. */
const GARBAGE_WORTH_COLLECTING = 65_536;

function compactIfWasteful(ragged: Ragged): void {
  if (ragged.garbage < GARBAGE_WORTH_COLLECTING || ragged.garbage < ragged.used / 2) return;
  const data = new Uint32Array(ragged.data.length);
  let used = 0;
  for (let row = 0; row < ragged.lengths.length; row++) {
    const own = rowOf(ragged, row);
    data.set(own, used);
    ragged.starts[row] = used;
    used += own.length;
  }
  Object.assign(ragged, { data, used, garbage: 0 });
}
