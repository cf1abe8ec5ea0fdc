import { describe, expect, it } from 'vitest';
import type { QueryWord } from '#src/domain/query';
import { lexicalTokens } from '#src/ranking/bm25f';
import { coverage } from '#src/ranking/coverage';
import { featuresOf, statisticsOf, type TestDocument } from './candidates.ts';

const word = (...alternatives: string[][]): QueryWord => ({ text: alternatives[0]!.join(''), alternatives, share: 1 });

/** What the documents have of the first wording, or of the one that they have most of. */
function covered([words, ...otherWordings]: readonly (readonly QueryWord[])[], documents: readonly TestDocument[]) {
  const all = [words!, ...otherWordings].flat().flatMap(({ alternatives }) => alternatives.flat());
  const terms = all.map((token) => ({ token, weight: 1 }));
  const lexical = { clauses: [{ terms, normalise: 'none' as const }], combine: 'sum' as const, mustNot: [] };
  const tokens = lexicalTokens(lexical);
  const plan = { lexical, words: words!, otherWordings };
  return [...coverage(plan, featuresOf(documents, tokens), statisticsOf(documents, tokens))];
}

describe('coverage', () => {
  it('is the part of the words that an item has, in any field, however rare each is', () => {
    const documents = [{ title: ['a'], description: ['b'] }, { title: ['c', 'c'] }, { title: ['b', 'a', 'c'] }, {}];
    expect(covered([[word(['a']), word(['b']), word(['c']), word(['a'])]], documents)).toEqual([0.75, 0.25, 1, 0]);
  });

  it('takes a word in any of its ways, with all tokens of one', () => {
    const documents = [{ title: ['deckover'] }, { title: ['over', 'deck'] }, { title: ['deck', 'paint'] }];
    expect(covered([[word(['deckover'], ['deck', 'over']), word(['paint'])]], documents)).toEqual([0.5, 0.5, 0.5]);
  });

  it('needs only a part of a run of Chinese', () => {
    const run: QueryWord = { text: '意式壶', alternatives: [['意', '式', '壶']], share: 0.3 };
    expect(covered([[run, word(['red'])]], [{ title: ['意'] }, { title: ['x', 'red'] }])).toEqual([0.5, 0.5]);
  });

  it('holds words that the catalog does not know against nobody', () => {
    expect(covered([[word(['a']), word(['sprkinler'])]], [{ title: ['a'] }, { title: ['z'] }])).toEqual([1, 0]);
    expect(covered([[word(['sprkinler'])]], [{ title: ['a'] }])).toEqual([0]);
    expect(covered([[]], [{ title: ['a'] }])).toEqual([0]);
  });

  it('counts the wording that an item has most of', () => {
    const documents = [{ title: ['laptop'] }, { title: ['mobile', 'computer'] }, { title: ['mobile', 'phone'] }];
    const wordings = [[word(['laptop'])], [word(['mobile']), word(['computer'])], [word(['unheard'])]];
    expect(covered(wordings, documents)).toEqual([1, 1, 0.5]);
  });
});
