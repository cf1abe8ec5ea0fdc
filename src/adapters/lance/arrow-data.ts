import type { Data, FixedSizeList, Float32, Int32, List, Utf8 } from 'apache-arrow';
import { arrow } from './arrow-module.ts';

const { makeData } = arrow;

/*
 * Arrow columns straight from arrays: the library's own conversion from objects takes several times as long.
 */

const TEXT_ITEM = new arrow.Field('item', new arrow.Utf8(), true);

export const textType = new arrow.Utf8();
export const textListType = new arrow.List(TEXT_ITEM);
export const integerType = new arrow.Int32();
export const vectorType = (dimensions: number) =>
  new arrow.FixedSizeList(dimensions, new arrow.Field('item', new arrow.Float32(), true));

export function textData(texts: readonly string[]): Data<Utf8> {
  const valueOffsets = new Int32Array(texts.length + 1);
  for (const [i, text] of texts.entries()) valueOffsets[i + 1] = valueOffsets[i]! + Buffer.byteLength(text);
  const data = Buffer.alloc(valueOffsets[texts.length]!);
  for (const [i, text] of texts.entries()) data.write(text, valueOffsets[i]!);
  return makeData({ type: textType, length: texts.length, nullCount: 0, valueOffsets, data });
}

export function textListData(lists: readonly (readonly string[])[]): Data<List<Utf8>> {
  const valueOffsets = new Int32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) valueOffsets[i + 1] = valueOffsets[i]! + list.length;
  const child = textData(lists.flat());
  return makeData({ type: textListType, length: lists.length, nullCount: 0, valueOffsets, child });
}

export function integerData(numbers: readonly number[]): Data<Int32> {
  return makeData({ type: integerType, length: numbers.length, nullCount: 0, data: Int32Array.from(numbers) });
}

/** Undefined is written as null. */
export function vectorData(
  vectors: readonly (Float32Array | undefined)[],
  dimensions: number,
): Data<FixedSizeList<Float32>> {
  const { nullBitmap, nullCount } = validity(vectors.map((vector) => vector !== undefined));
  const data = new Float32Array(vectors.length * dimensions);
  for (const [i, vector] of vectors.entries()) if (vector) data.set(vector, i * dimensions);
  const child = makeData({ type: new arrow.Float32(), length: data.length, nullCount: 0, data });
  return makeData({ type: vectorType(dimensions), length: vectors.length, nullCount, nullBitmap, child });
}

/** Arrow's bitmap: bit `i` is 1 where there is a value. */
function validity(present: readonly boolean[]): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(present.length / 8));
  for (const [i, isPresent] of present.entries()) if (isPresent) nullBitmap[i >> 3]! |= 1 << (i & 7);
  return { nullBitmap, nullCount: present.filter((isPresent) => !isPresent).length };
}
