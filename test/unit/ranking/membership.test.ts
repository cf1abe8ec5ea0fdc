import { describe, expect, it } from 'vitest';
import type { QueryWord } from '#src/domain/query';
import { lexicalTokens } from '#src/ranking/bm25f';
import { excludedRows, MEMBER, membership, type Nearness, requiredWords } from '#src/ranking/membership';
import { featuresOf, statisticsOf, type TestDocument } from './candidates.ts';

const word = (...alternatives: string[][]): QueryWord => ({ text: alternatives[0]!.join(''), alternatives, share: 1 });

function members(words: readonly QueryWord[], documents: readonly TestDocument[], spaces: Nearness[] = []): number[] {
  const terms = words.flatMap(({ alternatives }) => alternatives.flat().map((token) => ({ token, weight: 1 })));
  const lexical = { clauses: [{ terms, normalise: 'none' as const }], combine: 'sum' as const, mustNot: [] };
  const tokens = lexicalTokens(lexical);
  const kinds = membership({ lexical, words }, featuresOf(documents, tokens), statisticsOf(documents, tokens), spaces);
  return [...kinds].map((kind) => Number(kind !== MEMBER.not));
}

const text = (threshold: number, ...raw: number[]): Nearness => ({
  raw: Float64Array.from(raw),
  threshold,
  partial: true,
});

describe('membership', () => {
  it('asks for all of two words, most of more', () => {
    expect([1, 2, 3, 4, 5].map(requiredWords)).toEqual([1, 2, 2, 3, 3]);
    const documents = [{ title: ['a'] }, { title: ['a'], description: ['b'] }, { title: ['a', 'b', 'c'] }, {}];
    expect(members([word(['a'])], documents)).toEqual([1, 1, 1, 0]);
    expect(members([word(['a']), word(['b'])], documents)).toEqual([0, 1, 1, 0]);
    expect(members([word(['a']), word(['b']), word(['c'])], documents)).toEqual([0, 1, 1, 0]);
  });

  it('does not count words that the catalog does not know', () => {
    const documents = [{ title: ['a'] }, { title: ['z'] }];
    expect(members([word(['a']), word(['sprkinler'])], documents)).toEqual([1, 0]);
    expect(members([word(['sprkinler'])], documents)).toEqual([0, 0]);
    expect(members([], documents)).toEqual([0, 0]);
  });

  it('takes a word in any of its ways, with all tokens of one', () => {
    const documents = [{ title: ['deckover'] }, { title: ['over', 'deck'] }, { title: ['deck'] }];
    expect(members([word(['deckover'], ['deck', 'over'])], documents)).toEqual([1, 1, 0]);
  });

  it('takes enough words of another wording for as good', () => {
    const documents = [{ title: ['laptop'] }, { title: ['mobile', 'computer'] }, { title: ['mobile', 'phone'] }];
    const wordings = [[word(['laptop'])], [word(['mobile']), word(['computer'])], [word(['unheard'])]];
    const terms = wordings
      .flat()
      .flatMap(({ alternatives }) => alternatives[0]!.map((token) => ({ token, weight: 1 })));
    const lexical = { clauses: [{ terms, normalise: 'none' as const }], combine: 'sum' as const, mustNot: [] };
    const tokens = lexicalTokens(lexical);
    const given = [featuresOf(documents, tokens), statisticsOf(documents, tokens), []] as const;
    const [words, ...otherWordings] = wordings;
    expect([...membership({ lexical, words: words!, otherWordings }, ...given)]).toEqual([2, 2, 0]);
    expect([...membership({ lexical, words: words! }, ...given)]).toEqual([2, 0, 0]);
  });

  it('needs only a part of a run of Chinese', () => {
    const run: QueryWord = { text: '意式壶', alternatives: [['意', '式', '壶']], share: 0.3 };
    expect(members([run], [{ title: ['意'] }, { title: ['x'] }, { title: ['y'] }])).toEqual([1, 0, 0]);
    const unknownPart: QueryWord = { text: '意么么么', alternatives: [['意', '么么', '么']], share: 0.3 };
    expect(members([unknownPart], [{ title: ['意'] }, { title: ['x'] }])).toEqual([1, 0]);
  });

  it('lets in what is near enough by itself, in any space', () => {
    const documents = [{ title: ['x'] }, { title: ['x'] }, { title: ['x'] }];
    const spaces = [text(0.5, 0.49, 0.5, Number.NaN), text(0.8, 0.1, Number.NaN, 0.9)];
    expect(members([word(['a'])], documents, spaces)).toEqual([0, 1, 1]);
  });

  it('lets in what has some of the words and is fairly near, where that is allowed', () => {
    const documents = [{ title: ['a'] }, { title: ['a'] }, { title: ['x'] }, { title: ['b'] }];
    const spaces = [text(0.5, 0.3, 0.2, 0.3, 0.3)];
    expect(members([word(['a']), word(['b'])], documents, spaces)).toEqual([1, 0, 0, 1]);
    expect(members([word(['a']), word(['b'])], documents, [{ ...spaces[0]!, partial: false }])).toEqual([0, 0, 0, 0]);
  });

  it('holds a word that the catalog does not know against nobody who is fairly near', () => {
    const documents = [{ title: ['x'] }, { title: ['a'] }];
    const spaces = [text(0.5, 0.3, Number.NaN)];
    expect(members([word(['a']), word(['vertuo'])], documents, spaces)).toEqual([1, 1]);
    expect(members([word(['vertuo'])], documents, spaces)).toEqual([0, 0]);
    expect(members([word(['a'])], documents, spaces)).toEqual([0, 1]);
  });

  it('marks what holds an excluded token', () => {
    const lexical = { clauses: [], combine: 'sum' as const, mustNot: ['red'] };
    const documents = [{ title: ['red'] }, { description: ['red'] }, { title: ['blue'] }];
    expect([...excludedRows(lexical, featuresOf(documents, lexicalTokens(lexical)))]).toEqual([1, 1, 0]);
  });
});
