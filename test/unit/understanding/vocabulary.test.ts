import { describe, expect, it } from 'vitest';
import { editDistance } from '#src/understanding/edit-distance';
import { createVocabulary } from '#src/understanding/vocabulary';

describe('editDistance', () => {
  it('counts letters left out, put in, changed and swapped', () => {
    expect(editDistance('toilet', 'toilet', 2)).toBe(0);
    expect(editDistance('toilt', 'toilet', 2)).toBe(1);
    expect(editDistance('toiilet', 'toilet', 2)).toBe(1);
    expect(editDistance('tailet', 'toilet', 2)).toBe(1);
    expect(editDistance('toliet', 'toilet', 2)).toBe(1);
    expect(editDistance('kitten', 'sitting', 3)).toBe(3);
  });

  it('finds a doubled letter, a vowel and a neighbouring key likelier than others', () => {
    const costs = { doubled: 0.6, swapped: 0.8, neighbour: 0.9, vowel: 0.7 };
    const cost = (typed: string) => editDistance(typed, 'sofa', 2, costs);
    expect([cost('soffa'), cost('sofe'), cost('aofa'), cost('sopa'), cost('osfa')]).toEqual([0.6, 0.7, 0.9, 1, 0.8]);
  });

  it('gives up above the most', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect(editDistance('a', 'abcdef', 2)).toBe(3);
  });
});

describe('createVocabulary', () => {
  const vocabulary = createVocabulary([
    ['toilet', 900],
    ['toile', 3],
    ['sprinkler', 50],
    ['spinner', 50],
    ['drip', 40],
    ['abcd1', 900],
    ['valv', 1],
  ]);
  const similar = async (token: string) => (await vocabulary).similar(token)[0]?.token;

  it('finds what a mistyped word means, the frequent before the rare', async () => {
    expect(await similar('toliet')).toBe('toilet');
    expect(await similar('toilt')).toBe('toilet');
    expect(await similar('sprkinler')).toBe('sprinkler');
  });

  it('allows one error in short words, and none in the shortest', async () => {
    expect(await similar('drp')).toBeUndefined();
    expect(await similar('drup')).toBe('drip');
    expect(await similar('trup')).toBeUndefined();
  });

  it('tells of the other likely ones, the likeliest first', async () => {
    const found = (await vocabulary).similar('toiles');
    expect(found.map(({ token }) => token)).toEqual(['toilet', 'toile']);
    expect(found[0]!.likelihood).toBeGreaterThan(found[1]!.likelihood);
  });

  it('compares with words as the catalog writes them, not with their stems', async () => {
    const entries = [['shelf', 40] as const];
    const stems = await createVocabulary(entries);
    const surfaces = await createVocabulary(entries, new Map([['shelf', new Map([['shelving', 9]])]]));
    expect([stems.similar('sheliving'), surfaces.similar('sheliving')[0]?.surface]).toEqual([[], 'shelving']);
  });

  it('never means codes, or words of a single item', async () => {
    expect(await similar('abcd2')).toBeUndefined();
    expect(await similar('valve')).toBeUndefined();
    expect(await similar('zzzzzzzz')).toBeUndefined();
  });
});
