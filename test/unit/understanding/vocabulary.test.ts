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
  const similar = async (token: string) => (await vocabulary).similar(token);

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

  it('never means codes, or words of a single item', async () => {
    expect(await similar('abcd2')).toBeUndefined();
    expect(await similar('valve')).toBeUndefined();
    expect(await similar('zzzzzzzz')).toBeUndefined();
  });
});
