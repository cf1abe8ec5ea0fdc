import { describe, expect, it } from 'vitest';
import type { Features } from '#src/ports/features';
import { editDistance } from '#src/understanding/edit-distance';
import { createVocabulary, createVocabularyCache } from '#src/understanding/vocabulary';

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

describe('createVocabularyCache', () => {
  it('makes a vocabulary once, and again when the catalog has changed much', async () => {
    let documents = 100;
    let made = 0;
    const features = {
      statistics: async () => ({ documents, documentFrequencies: [], averageLengths: [] }),
      async *vocabulary() {
        made++;
        yield ['lamp', documents] as const;
      },
    } satisfies Partial<Features>;
    const vocabularyOf = createVocabularyCache();
    // The cache asks for nothing else of the port.
    const port = features as unknown as Features;
    expect((await vocabularyOf(port)).similar('lanp')).toBe('lamp');
    documents = 105;
    await vocabularyOf(port);
    expect(made).toBe(1);
    documents = 150;
    await vocabularyOf(port);
    expect(made).toBe(2);
  });
});
