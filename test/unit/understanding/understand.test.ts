import { describe, expect, it } from 'vitest';
import { createAnalyser } from '#src/text/analyser';
import type { Lexicon } from '#src/understanding/parse/lexicon';
import { understand } from '#src/understanding/understand';
import { createVocabulary } from '#src/understanding/vocabulary';

/** What the catalog has, by token. */
const CATALOG = new Map([
  ['deck', 30],
  ['over', 60],
  ['paint', 80],
  ['mailbox', 4],
  ['mail', 20],
  ['box', 90],
  ['sprinkler', 12],
  ['lawn', 40],
  ['lawm', 1],
  ['red', 70],
  ['sock', 5],
  ['wint', 20],
  ['stiefel', 30],
  ['arbeit', 9],
  ['zimm', 12],
  ['dam', 40],
  ['schrank', 40],
  ['kleid', 30],
  ['kleiderschrank', 5],
]);

const NO_VALUES: Lexicon = {
  documents: 100,
  fields: new Map(),
  currencies: [],
  readings: () => [],
  longestKey: 0,
  sizes: new Map(),
  measured: [],
};

function plan(
  text: string,
  { language = 'en', image = false }: { language?: 'en' | 'de' | 'none'; image?: boolean } = {},
) {
  return understand(text, {
    analyser: createAnalyser({ language }),
    image,
    documentFrequencies: async (tokens) => tokens.map((token) => CATALOG.get(token) ?? 0),
    vocabulary: () => createVocabulary(CATALOG, new Map(), createAnalyser({ language })),
    lexicon: async () => NO_VALUES,
  });
}
const termsOf = async (text: string) =>
  (await plan(text)).lexical.clauses.flatMap(({ terms }) => terms.map(({ token, weight }) => [token, weight]));

describe('understand', () => {
  it('takes known words as they are, each once', async () => {
    const { lexical, words, class: of, notices, understood } = await plan('paint Paint');
    expect(lexical).toEqual({
      clauses: [{ terms: [{ token: 'paint', weight: 1 }], normalise: 'none' }],
      combine: 'sum',
      mustNot: [],
    });
    expect(words.map(({ text }) => text)).toEqual(['paint', 'paint']);
    expect([of, notices, understood.expansions]).toEqual(['words', [], []]);
  });

  it('splits a word that the catalog writes as two', async () => {
    expect(await termsOf('deckover')).toEqual([
      ['deckov', 1],
      ['deck', 1],
      ['over', 1],
    ]);
    const { words, notices } = await plan('deckover paint');
    expect(words[0]!.alternatives).toEqual([['deckov'], ['deck', 'over']]);
    expect(notices).toEqual(['no item has the word "deckover"']);
  });

  it('splits German compounds, with the letters that link them, also in three', async () => {
    const ways = async (text: string) => (await plan(text, { language: 'de' })).words[0]!.alternatives.slice(1);
    expect(await ways('Winterstiefel')).toEqual([['wint', 'stiefel']]);
    expect(await ways('Arbeitszimmer')).toEqual([['arbeit', 'zimm']]);
    expect(await ways('Damenwinterstiefel')).toEqual([['dam', 'wint', 'stiefel']]);
    expect((await plan('Arbeitszimmer')).words[0]!.alternatives).toHaveLength(1);
  });

  it('searches a German word also as the compounds that it is a part of, and calls none an expansion', async () => {
    const { lexical, words, understood, notices } = await plan('Schrank', { language: 'de' });
    expect(lexical.clauses[0]!.terms).toEqual([
      { token: 'schrank', weight: 1 },
      { token: 'kleiderschrank', weight: 0.4 },
    ]);
    expect(words[0]!.alternatives).toEqual([['schrank'], ['kleiderschrank']]);
    expect([understood.expansions, notices]).toEqual([[], []]);
    expect((await plan('Schrank')).words[0]!.alternatives).toEqual([['schrank']]);
  });

  it('compares corrected words with the catalog by meaning as well, beside the words as typed', async () => {
    expect(await plan('lawn sprkinler')).toMatchObject({
      embedText: 'lawn sprkinler',
      like: [
        { text: 'lawn sprinkler', share: 1, holds: 'text' },
        { text: 'lawn sprinkler', share: 1, holds: 'picture' },
      ],
    });
    expect((await plan('lawn sprinkler')).like).toBeUndefined();
  });

  it('joins neighbours that the catalog writes as one, at half the weight', async () => {
    expect(await termsOf('mail box')).toEqual([
      ['mail', 1],
      ['box', 1],
      ['mailbox', 0.5],
    ]);
    const { words } = await plan('mail box');
    expect(words.map(({ alternatives }) => alternatives)).toEqual([
      [['mail'], ['mailbox']],
      [['box'], ['mailbox']],
    ]);
  });

  it('adds what an unknown word may be a mistyping of, and keeps the word', async () => {
    expect(await termsOf('lawn sprkinler')).toEqual([
      ['lawn', 1],
      ['sprkinler', 1],
      ['sprinkler', 1],
    ]);
    const { words, understood } = await plan('lawn sprkinler');
    expect(words[1]!.alternatives).toEqual([['sprkinler'], ['sprinkler']]);
    expect(understood.expansions).toEqual(['sprinkler']);
    expect(understood.corrected).toBe('lawn sprinkler');
    expect(understood.recognised).toEqual([{ kind: 'correction', text: 'sprkinler', span: [5, 14], as: 'sprinkler' }]);
  });

  it('doubts a word that hardly any item has beside a frequent one, at half the weight and without a word of it', async () => {
    const { lexical, understood } = await plan('lawm');
    expect(lexical.clauses[0]!.terms.slice(1)).toEqual([{ token: 'lawn', weight: 0.5 }]);
    expect(understood.corrected).toBeNull();
    expect(await termsOf('sock')).toEqual([['sock', 1]]);
  });

  it('leaves numbers, codes and Chinese as they are', async () => {
    for (const text of ['wdp75', '4711', 'xy-12', '意式摩卡壶'])
      expect((await plan(text)).understood.expansions).toEqual([]);
    expect((await plan('意lawn', { language: 'none' })).notices).toEqual([]);
  });

  it('keeps out what is not wanted, as narrowly as it can', async () => {
    const { lexical, excludedTexts, embedText } = await plan('sock not red');
    expect([lexical.mustNot, excludedTexts, embedText]).toEqual([['red'], ['red'], 'sock']);
    expect((await plan('sock not 18v')).lexical.mustNot).toEqual([]);
    expect((await plan('sock not wh1000')).lexical.mustNot).toEqual(['wh1000']);
    expect((await plan('袜子 not 红色', { language: 'none' })).lexical.mustNot).toEqual(['红色']);
  });

  it('takes the text, and words with digits, for identifiers', async () => {
    expect((await plan('WH-1000 XM4')).identifiers).toEqual(['wh1000xm4', 'wh1000']);
    expect((await plan('007')).identifiers).toEqual(['007']);
    expect((await plan('')).identifiers).toEqual([]);
  });

  it('knows what kind of question it is', async () => {
    expect((await plan('sock', { image: true })).class).toBe('pictureWithWords');
    expect((await plan('', { image: true })).class).toBe('picture');
    expect((await plan(' ')).class).toBe('browse');
  });

  it('cuts a book down to a query, and says so', async () => {
    const { text, notices } = await plan('red '.repeat(1_000));
    expect(text.length).toBeLessThanOrEqual(1_000);
    expect(notices).toEqual(['only the first 1000 characters were searched for']);
  });
});
