import { describe, expect, it } from 'vitest';
import { parseSynonyms } from '#src/domain/synonyms';
import { createAnalyser } from '#src/text/analyser';
import { GENERAL_SYNONYMS } from '#src/understanding/general-synonyms';
import { createSynonyms } from '#src/understanding/synonyms';

const analyser = createAnalyser({ language: 'en' });
const found = (rules: readonly string[], text: string) =>
  createSynonyms(
    rules.map(parseSynonyms),
    analyser,
  )(analyser.words(text)).map(({ from, to, text: other }) => [from, to, other]);

describe('createSynonyms', () => {
  it('finds phrases of several words in any inflection, both ways', () => {
    const rules = ['cell phone, mobile', 'sofa, couch'];
    expect(found(rules, 'red cell phones case')).toEqual([[1, 3, 'mobile']]);
    expect(found(rules, 'cellphone')).toEqual([[0, 1, 'mobile']]);
    expect(found(rules, 'mobile')).toEqual([[0, 1, 'cell phone']]);
    expect(found(rules, 'couches')).toEqual([[0, 1, 'sofa']]);
    expect(found(rules, 'lamp')).toEqual([]);
  });

  it('goes one way only where the rule does', () => {
    expect(found(['stove => range, cooker'], 'gas stove')).toEqual([
      [1, 2, 'range'],
      [1, 2, 'cooker'],
    ]);
    expect(found(['stove => range'], 'range')).toEqual([]);
  });

  it('takes rules of one phrase together', () =>
    expect(found(['tv, television', 'tv => screen'], 'tv')).toEqual([
      [0, 1, 'television'],
      [0, 1, 'screen'],
    ]));
});

describe('the general synonyms', () => {
  it('are some, for English and German', () => {
    expect(GENERAL_SYNONYMS.en.length).toBeGreaterThan(20);
    expect(GENERAL_SYNONYMS.de.length).toBeGreaterThan(10);
  });
});
