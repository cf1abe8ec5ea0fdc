import { dot } from './dot.ts';

/** Each number of a vector as a whole one, in steps of a part of the vector's greatest. */
export interface CodedVector {
  /** A number is nearly its code times the step. */
  readonly step: number;
  readonly codes: Codes;
}

export type Codes = Int8Array | Int16Array;

/** Coded vectors by row, all of as many numbers. */
export interface CodedVectors {
  put(row: number, vector: Float32Array): void;
  /** Undefined for none, of which every product is NaN. */
  putCoded(row: number, coded: CodedVector | undefined): void;
  /** Of a row that was put: its inner product with the query. */
  product(row: number, query: Float32Array): number;
  /** Of a row that was put: the vector, nearly. */
  vectorOf(row: number): Float32Array;
}

/** So many rows are in one array: growing by one copies nothing. */
const ROWS_IN_ARRAY = 1_024;

/** Cosines of unit vectors of 256 numbers come to within .00003 with 16 bits, .004 with 8. */
export function createCodedVectors(dimensions: number, bits: 8 | 16): CodedVectors {
  const Numbers = bits === 8 ? Int8Array : Int16Array;
  const arrays: { readonly codes: Codes; readonly steps: Float32Array }[] = [];
  const placeOf = (row: number) => ({ array: arrays[Math.floor(row / ROWS_IN_ARRAY)]!, place: row % ROWS_IN_ARRAY });
  const roomFor = (row: number) => {
    arrays[Math.floor(row / ROWS_IN_ARRAY)] ??= {
      codes: new Numbers(ROWS_IN_ARRAY * dimensions),
      steps: new Float32Array(ROWS_IN_ARRAY),
    };
    return placeOf(row);
  };
  return {
    put: (row, vector) => {
      const { array, place } = roomFor(row);
      array.steps[place] = writeCodes(vector, array.codes, place * dimensions);
    },
    putCoded: (row, coded) => {
      const { array, place } = roomFor(row);
      array.steps[place] = coded?.step ?? Number.NaN;
      if (coded) array.codes.set(coded.codes, place * dimensions);
    },
    product: (row, query) => {
      const { array, place } = placeOf(row);
      return dot(array.codes, place * dimensions, query) * array.steps[place]!;
    },
    vectorOf: (row) => {
      const { array, place } = placeOf(row);
      const own = array.codes.subarray(place * dimensions, (place + 1) * dimensions);
      return Float32Array.from(own, (code) => code * array.steps[place]!);
    },
  };
}

/** Writes the codes of a vector from `start` on, and gives the step. */
export function writeCodes(vector: Float32Array, codes: Codes, start: number): number {
  const greatest = greatestOf(vector);
  const most = 2 ** (8 * codes.BYTES_PER_ELEMENT - 1) - 1;
  const parts = greatest > 0 ? most / greatest : 0;
  for (let i = 0; i < vector.length; i++) codes[start + i] = Math.round(vector[i]! * parts);
  return greatest / most;
}

function greatestOf(vector: Float32Array): number {
  let greatest = 0;
  for (let i = 0; i < vector.length; i++) {
    const size = Math.abs(vector[i]!);
    if (size > greatest) greatest = size;
  }
  return greatest;
}
