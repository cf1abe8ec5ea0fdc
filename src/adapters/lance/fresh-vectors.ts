/** Vectors of one space that no index covers yet, in memory; searched by comparing with each. */
export interface FreshVectors {
  /** Numbers held. */
  readonly floats: number;
  readonly rows: Iterable<number>;
  /** Replaces the vectors of a row; `number` tells them apart. */
  put(row: number, vectors: readonly { readonly number: number; readonly vector: Float32Array }[], stamp: number): void;
  remove(row: number): void;
  /** When the row was put; undefined when it is not there. */
  stampOf(row: number): number | undefined;
  /** Forgets the rows that were put at the stamp or before. */
  dropThrough(stamp: number): void;
  /** Calls for every vector with its cosine to the query. */
  scan(query: Float32Array, visit: (row: number, number: number, cosine: number) => void): void;
}

export function createFreshVectors(dimensions: number): FreshVectors {
  let data = new Float32Array(0);
  let capacity = 0;
  let rowOfSlot = new Int32Array(0);
  let numberOfSlot = new Uint16Array(0);
  /** Slots below it were used at least once. */
  let end = 0;
  const free: number[] = [];
  const held = new Map<number, { readonly slots: number[]; readonly stamp: number }>();

  const grow = () => {
    capacity = Math.max(64, capacity * 2);
    const [oldData, oldRows, oldNumbers] = [data, rowOfSlot, numberOfSlot];
    data = new Float32Array(capacity * dimensions);
    rowOfSlot = new Int32Array(capacity).fill(-1);
    numberOfSlot = new Uint16Array(capacity);
    data.set(oldData);
    rowOfSlot.set(oldRows);
    numberOfSlot.set(oldNumbers);
  };
  const remove = (row: number) => {
    for (const slot of held.get(row)?.slots ?? []) {
      rowOfSlot[slot] = -1;
      free.push(slot);
    }
    held.delete(row);
    if (held.size > 0) return;
    // Nothing is left: give the memory back.
    [data, rowOfSlot, numberOfSlot] = [new Float32Array(0), new Int32Array(0), new Uint16Array(0)];
    [capacity, end, free.length] = [0, 0, 0];
  };
  const fill = (row: number, number: number, vector: Float32Array) => {
    const slot = free.pop() ?? end++;
    if (slot >= capacity) grow();
    data.set(vector, slot * dimensions);
    rowOfSlot[slot] = row;
    numberOfSlot[slot] = number;
    return slot;
  };
  return {
    get floats() {
      return (end - free.length) * dimensions;
    },
    get rows() {
      return held.keys();
    },
    put: (row, vectors, stamp) => {
      remove(row);
      if (vectors.length > 0)
        held.set(row, { slots: vectors.map(({ number, vector }) => fill(row, number, vector)), stamp });
    },
    remove,
    stampOf: (row) => held.get(row)?.stamp,
    dropThrough: (stamp) => {
      for (const [row, { stamp: own }] of held) if (own <= stamp) remove(row);
    },
    scan: (query, visit) => {
      for (let slot = 0; slot < end; slot++) {
        const row = rowOfSlot[slot]!;
        if (row >= 0) visit(row, numberOfSlot[slot]!, dot(data, slot * dimensions, query));
      }
    },
  };
}

/** Four sums at a time, so that the processor need not wait for each addition. */
function dot(data: Float32Array, start: number, query: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = query.length - (query.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += data[start + i]! * query[i]!;
    b += data[start + i + 1]! * query[i + 1]!;
    c += data[start + i + 2]! * query[i + 2]!;
    d += data[start + i + 3]! * query[i + 3]!;
  }
  for (let i = whole; i < query.length; i++) a += data[start + i]! * query[i]!;
  return a + b + c + d;
}
