import { createCodedVectors } from '#src/domain/coded-vectors';
import type { Space, Vector } from '#src/domain/space';
import { readTexts } from './coded-texts.ts';

/** The texts of kept items in memory, side by side, in places that are used again. */
export interface KeptTexts {
  /** Bytes of one item's. */
  readonly bytes: number;
  /** The place of an item's texts, as its record has them. */
  put(texts: string): number;
  /** The place may be given to others from now on. */
  free(place: number): void;
  /** The cosine with the text in a space; NaN where the item has none there. */
  cosine(place: number, space: string, vector: Vector): number;
}

export function createKeptTexts(spaces: readonly Pick<Space, 'name' | 'dimensions'>[]): KeptTexts {
  const bySpace = new Map(spaces.map(({ name, dimensions }) => [name, createCodedVectors(dimensions, 16)]));
  const freed: number[] = [];
  let places = 0;
  return {
    bytes: spaces.reduce((sum, { dimensions }) => sum + 4 + 2 * dimensions, 0),
    put: (texts) => {
      const place = freed.pop() ?? places++;
      const own = readTexts(texts);
      for (const [space, vectors] of bySpace) vectors.putCoded(place, own[space]);
      return place;
    },
    free: (place) => {
      freed.push(place);
    },
    cosine: (place, space, vector) => bySpace.get(space)!.product(place, vector),
  };
}
