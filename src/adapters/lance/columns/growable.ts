/** Typed arrays that columns are made of. */
export type NumberArray = Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** The array itself if it has room for `length` numbers, else a copy with twice the room; new places are 0. */
export function withRoom<Numbers extends NumberArray>(array: Numbers, length: number): Numbers {
  if (length <= array.length) return array;
  const Constructor = array.constructor as new (length: number) => Numbers;
  const copy = new Constructor(Math.max(length, array.length * 2, 16));
  copy.set(array);
  return copy;
}
