import { dot } from '#src/domain/dot';
import { withRoom } from './columns/growable.ts';

/** Vectors of one space that no index covers yet, in memory; searched by comparing with each. */
export interface FreshVectors {
  /** Numbers held. */
  readonly floats: number;
  readonly rows: Iterable<number>;
  /** Replaces the vectors of a row; `number` tells them apart. */
  put(row: number, vectors: readonly NumberedVector[], stamp: number): void;
  remove(row: number): void;
  /** When the row was put; undefined when it is not there. */
  stampOf(row: number): number | undefined;
  /** Forgets the rows that were put at the stamp or before. */
  dropThrough(stamp: number): void;
  /** Calls for every vector with its cosine to the query. */
  scan(query: Float32Array, visit: (row: number, number: number, cosine: number) => void): void;
}

export interface NumberedVector {
  readonly number: number;
  readonly vector: Float32Array;
}

export function createFreshVectors(dimensions: number): FreshVectors {
  let slots = createSlots();
  const held = new Map<number, { readonly places: number[]; readonly stamp: number }>();
  const remove = (row: number) => {
    for (const place of held.get(row)?.places ?? []) release(slots, place);
    held.delete(row);
    // Gives the memory back when nothing is left.
    if (held.size === 0) slots = createSlots();
  };
  return {
    get floats() {
      return (slots.end - slots.free.length) * dimensions;
    },
    get rows() {
      return held.keys();
    },
    put: (row, vectors, stamp) => {
      remove(row);
      if (vectors.length > 0) held.set(row, { places: vectors.map((vector) => fill(slots, row, vector)), stamp });
    },
    remove,
    stampOf: (row) => held.get(row)?.stamp,
    dropThrough: (stamp) => {
      for (const [row, { stamp: own }] of held) if (own <= stamp) remove(row);
    },
    scan: (query, visit) => {
      const { data, rows, numbers, end } = slots;
      for (let place = 0; place < end; place++) {
        if (numbers[place] !== FREE) visit(rows[place]!, numbers[place]!, dot(data, place * dimensions, query));
      }
    },
  };
}

/** Places for vectors, one behind the other in `data`. */
interface Slots {
  data: Float32Array;
  rows: Uint32Array;
  /** FREE where no vector is. */
  numbers: Uint32Array;
  /** Places from here on were never used. */
  end: number;
  readonly free: number[];
}

const FREE = 0xffff_ffff;

function createSlots(): Slots {
  return { data: new Float32Array(0), rows: new Uint32Array(0), numbers: new Uint32Array(0), end: 0, free: [] };
}

function fill(slots: Slots, row: number, { number, vector }: NumberedVector): number {
  const place = slots.free.pop() ?? slots.end++;
  slots.data = withRoom(slots.data, (place + 1) * vector.length);
  slots.rows = withRoom(slots.rows, place + 1);
  slots.numbers = withRoom(slots.numbers, place + 1);
  slots.data.set(vector, place * vector.length);
  slots.rows[place] = row;
  slots.numbers[place] = number;
  return place;
}

function release(slots: Slots, place: number): void {
  slots.numbers[place] = FREE;
  slots.free.push(place);
}
