import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeTexts } from '#src/adapters/qdrant/coded-texts';
import { createKeptTexts } from '#src/adapters/qdrant/kept-texts';
import { unit } from '#test/support/index-documents';

/** Of a length as the vectors of a space have it. */
const someVector = (length: number) =>
  fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: length, maxLength: length })
    .filter((numbers) => numbers.some((number) => number !== 0))
    .map(unit);
const SPACES = [
  { name: 'words', dimensions: 256 },
  { name: 'joint-2', dimensions: 7 },
];

describe('texts of records, kept', () => {
  it('have the cosines that the vectors have, in every space', () => {
    fc.assert(
      fc.property(someVector(256), someVector(256), someVector(7), (text, query, short) => {
        const kept = createKeptTexts(SPACES);
        const place = kept.put(writeTexts({ words: text, 'joint-2': short }));
        const cosine = text.reduce((sum, number, i) => sum + number * query[i]!, 0);
        expect(Math.abs(kept.cosine(place, 'words', query) - cosine)).toBeLessThan(3e-5);
        expect(kept.cosine(place, 'joint-2', short)).toBeCloseTo(1, 4);
      }),
    );
  });

  it('are none where the item has none, whatever was in their place before', () => {
    const kept = createKeptTexts(SPACES);
    const place = kept.put(writeTexts({ 'joint-2': unit([1, 0, 0, 0, 0, 0, 0]) }));
    const other = kept.put(writeTexts({ 'joint-2': unit([0, 1, 0, 0, 0, 0, 0]) }));
    const query = unit([0, 1, 0, 0, 0, 0, 0]);
    expect(kept.cosine(place, 'words', unit(Array(256).fill(1)))).toBeNaN();
    kept.free(place);
    expect(kept.put(writeTexts({}))).toBe(place);
    expect(kept.cosine(place, 'joint-2', query)).toBeNaN();
    expect(kept.cosine(other, 'joint-2', query)).toBeCloseTo(1, 4);
  });
});
