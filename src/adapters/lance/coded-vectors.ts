import { dot } from '#src/domain/dot';

/** Vectors by row, each number as a whole one in parts of the vector's greatest. */
export interface CodedVectors {
  put(row: number, vector: Float32Array): void;
  /** Of a row that was put: its inner product with the query. */
  product(row: number, query: Float32Array): number;
  /** Of a row that was put: the vector, nearly. */
  vectorOf(row: number): Float32Array;
}

/** Bits of a number → the greatest one. */
const GREATEST = { 8: 127, 16: 32_767 } as const;
/** So many rows are in one array: growing by one copies nothing. */
const ROWS_IN_ARRAY = 1_024;

/** Cosines of unit vectors of 256 numbers come to within .00003 with 16 bits, .004 with 8. */
export function createCodedVectors(dimensions: number, bits: 8 | 16): CodedVectors {
  const Numbers = bits === 8 ? Int8Array : Int16Array;
  const arrays: { readonly numbers: Int8Array | Int16Array; readonly steps: Float32Array }[] = [];
  const placeOf = (row: number) => ({ array: arrays[Math.floor(row / ROWS_IN_ARRAY)]!, place: row % ROWS_IN_ARRAY });
  return {
    put: (row, vector) => {
      arrays[Math.floor(row / ROWS_IN_ARRAY)] ??= {
        numbers: new Numbers(ROWS_IN_ARRAY * dimensions),
        steps: new Float32Array(ROWS_IN_ARRAY),
      };
      const {
        array: { numbers, steps },
        place,
      } = placeOf(row);
      const greatest = greatestOf(vector);
      const parts = greatest > 0 ? GREATEST[bits] / greatest : 0;
      steps[place] = greatest / GREATEST[bits];
      for (let i = 0; i < dimensions; i++) numbers[place * dimensions + i] = Math.round(vector[i]! * parts);
    },
    product: (row, query) => {
      const { array, place } = placeOf(row);
      return dot(array.numbers, place * dimensions, query) * array.steps[place]!;
    },
    vectorOf: (row) => {
      const { array, place } = placeOf(row);
      const own = array.numbers.subarray(place * dimensions, (place + 1) * dimensions);
      return Float32Array.from(own, (number) => number * array.steps[place]!);
    },
  };
}

function greatestOf(vector: Float32Array): number {
  let greatest = 0;
  for (let i = 0; i < vector.length; i++) {
    const size = Math.abs(vector[i]!);
    if (size > greatest) greatest = size;
  }
  return greatest;
}
