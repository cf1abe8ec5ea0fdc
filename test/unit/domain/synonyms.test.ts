import { describe, expect, it } from 'vitest';
import { checkSynonyms, formatSynonyms, parseSynonyms } from '#src/domain/synonyms';

describe('parseSynonyms', () => {
  it('reads rules of both kinds, and writes them the same', () => {
    expect(parseSynonyms(' sofa ,couch, sofa')).toEqual({ words: ['sofa', 'couch'] });
    expect(parseSynonyms('stove, cooker => range')).toEqual({ words: ['stove', 'cooker'], to: ['range'] });
    for (const line of ['sofa, couch', 'stove, cooker => range', '靴子, 皮靴'])
      expect(formatSynonyms(parseSynonyms(line))).toBe(line);
  });

  it.each([
    ['sofa', 'two phrases'],
    ['sofa, sofa', 'two phrases'],
    ['a => b => c', 'more than one'],
    ['sofa,', 'no letter'],
    ['=> range', 'no letter'],
    [`sofa, ${'x'.repeat(101)}`, 'longer than 100'],
    [Array.from({ length: 51 }, (_, i) => `word${i}`).join(','), 'more than 50'],
  ])('refuses %.30s', (line, why) => expect(() => parseSynonyms(line)).toThrow(why));

  it('refuses phrases that a line could not hold', () =>
    expect(() => checkSynonyms({ words: ['a, b', 'c'] })).toThrow('comma'));
});
