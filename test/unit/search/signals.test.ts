import { describe, expect, it } from 'vitest';
import type { QueryPlan } from '#src/domain/query';
import { lexicalTokens } from '#src/ranking/bm25f';
import { fuse } from '#src/ranking/fuse';
import { WEIGHTS } from '#src/ranking/weights';
import type { Candidates } from '#src/search/candidates';
import { signalsOf, thresholdOf } from '#src/search/signals';
import { featuresOf, statisticsOf } from '../ranking/candidates.ts';

const unknown = Number.NaN;
const lexical: QueryPlan['lexical'] = {
  clauses: [{ terms: [{ token: 'red', weight: 1 }], normalise: 'none' }],
  combine: 'sum',
  mustNot: [],
};
const plan: QueryPlan = {
  text: 'red',
  class: 'words',
  lexical,
  words: [{ text: 'red', alternatives: [['red']], share: 1 }],
  identifiers: [],
  embedText: 'red',
  excludedTexts: [],
  notices: [],
  understood: {
    text: 'red',
    corrected: null,
    expansions: [],
    filters: [],
    preferences: [],
    excluded: [],
    sort: null,
    language: null,
    source: 'parser',
  },
};

/** Three items, the first of which has the word; what the store said of words counts for nothing. */
function signals(...similarities: number[]) {
  const documents = [{ title: ['red'] }, { title: ['blue'] }, { title: ['green'] }];
  const tokens = lexicalTokens(lexical);
  const candidates: Candidates = {
    features: featuresOf(documents, tokens),
    statistics: statisticsOf(documents, tokens),
    tokens,
    legs: [
      { signal: 'lexical', raw: Float64Array.of(0.1, unknown, unknown), cut: false, last: 0.1 },
      { signal: 'text', space: 'words', raw: Float64Array.from(similarities), cut: true, last: 0.2 },
    ],
  };
  return signalsOf(candidates, plan, { words: 0.4 });
}

describe('signals', () => {
  it('puts BM25F in the place of what the store said, with nothing for no word', () => {
    const [words] = signals(0.2, 0.8, unknown);
    expect(words!.raw[0]).toBeGreaterThan(0.5);
    expect([...words!.raw.slice(1)]).toEqual([0, 0]);
  });

  it('counts an unknown similarity as none', () => {
    const [, text] = signals(0.2, 0.8, unknown);
    expect([...fuse([text!], 3).signals[0]!.values]).toEqual([0.25, 1, 0]);
  });

  it('hears a text space in full only when something in it is near', () => {
    expect(signals(0.2, 0.8, unknown)[1]!.weight).toBe(WEIGHTS.words.text);
    expect(signals(0.2, 0.3, unknown)[1]!.weight).toBeCloseTo(WEIGHTS.words.text! / 10);
  });

  it('takes a careful threshold for a space that was not measured, and none for identifiers', () => {
    const leg = { raw: new Float64Array(), cut: false, last: 0 };
    expect(thresholdOf({ ...leg, signal: 'text', space: 'words' }, {})).toBe(0.35);
    expect(thresholdOf({ ...leg, signal: 'text', space: 'words' }, { words: 0.4 })).toBe(0.4);
    expect(thresholdOf({ ...leg, signal: 'identifier' }, {})).toBe(0);
  });
});
