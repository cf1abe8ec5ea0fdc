import { describe, expect, it } from 'vitest';
import type { QueryPlan } from '#src/domain/query';
import { lexicalTokens } from '#src/ranking/bm25f';
import { fuse, type Signal } from '#src/ranking/fuse';
import { WEIGHTS, weightsOf } from '#src/ranking/weights';
import type { Candidates } from '#src/search/candidates';
import { signalsOf, thresholdOf } from '#src/search/signals';
import { aPlan } from '#test/support/a-plan';
import { featuresOf, statisticsOf } from '../ranking/candidates.ts';

const unknown = Number.NaN;
const lexical: QueryPlan['lexical'] = {
  clauses: [{ terms: [{ token: 'red', weight: 1 }], normalise: 'none' }],
  combine: 'sum',
  mustNot: [],
};
const plan = aPlan('red', { lexical, words: [{ text: 'red', alternatives: [['red']], share: 1 }] });

/** Three items, the first of which has the word; what the store said of words counts for nothing. */
function signals(...similarities: number[]) {
  return signalsFor(plan, similarities);
}

function signalsFor(
  asked: QueryPlan,
  similarities: readonly number[],
  word = 'red',
  behaviour: readonly Signal[] = [],
) {
  const documents = [{ title: [word] }, { title: ['blue'] }, { title: ['green'] }];
  const tokens = lexicalTokens(lexical);
  const found = Uint8Array.of(1, 1, 1);
  const candidates: Candidates = {
    features: featuresOf(documents, tokens),
    statistics: statisticsOf(documents, tokens),
    tokens,
    legs: [
      { signal: 'lexical', raw: Float64Array.of(0.1, unknown, unknown), found, cut: false, last: 0.1 },
      { signal: 'text', space: 'words', raw: Float64Array.from(similarities), found, cut: true, last: 0.2 },
    ],
  };
  return signalsOf(candidates, asked, { words: 0.4 }, { behaviour, weights: weightsOf(asked.class) });
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

  it('counts how many of the words an item has, as far as that has a weight', () => {
    const covered = (asked: QueryPlan) => signalsFor(asked, [0.2]).find(({ name }) => name === 'coverage');
    expect(covered(plan)).toMatchObject({ raw: Float64Array.of(1, 0, 0), weight: WEIGHTS.words.coverage });
    expect(covered({ ...plan, class: 'pictureWithWords' })).toBeUndefined();
    expect(covered({ ...plan, words: [] })).toBeUndefined();
  });

  it('lets preferences, agreement and behaviour count no more than what the words tell', () => {
    const wished: QueryPlan = {
      ...plan,
      preferences: [{ any: [{ kind: 'exists', field: 'colour', negated: false }] }],
    };
    const popularity: Signal = { name: 'popularity', raw: Float64Array.of(1, 2, 3), weight: 0.7, floor: 0 };
    const weights = (asked: QueryPlan, word: string) =>
      Object.fromEntries(
        signalsFor(asked, [0.2, 0.8, unknown], word, [popularity]).map(({ name, weight }) => [name, weight]),
      );
    const { preference, agreement } = WEIGHTS.words;
    expect(weights(wished, 'red')).toMatchObject({ preference, agreement, popularity: 0.7 });
    // Nothing has the word: a fifth of the weight is left, that of the texts.
    const untold = weights(wished, 'grey');
    expect(untold.preference).toBeCloseTo(preference! / 5, 6);
    expect(untold.agreement).toBeCloseTo(agreement! / 5, 6);
    expect(untold.popularity).toBeCloseTo(0.7 / 5, 6);
  });

  it('takes a careful threshold for a space that was not measured, and none for identifiers', () => {
    const leg = { raw: new Float64Array(), found: new Uint8Array(), cut: false, last: 0 };
    expect(thresholdOf({ ...leg, signal: 'text', space: 'words' }, {})).toBe(0.35);
    expect(thresholdOf({ ...leg, signal: 'text', space: 'words' }, { words: 0.4 })).toBe(0.4);
    expect(thresholdOf({ ...leg, signal: 'identifier' }, {})).toBe(0);
  });
});
