import { beforeEach, describe, expect, it } from 'vitest';
import type { Filter } from '#src/domain/filter';
import type { LexicalClause, LexicalQuery } from '#src/domain/query';
import type { Leg } from '#src/ports/generations';
import { aDocument, unit } from '#test/support/index-documents';
import type { Bench } from './bench.ts';

/** What each kind of leg finds, in which order, with which scores. */
export function describeLegs(bench: Bench): void {
  const run = async (leg: Leg, filter: readonly Filter[] = []) => (await bench.generation.retrieve([leg], filter))[0]!;
  const lexical = (query: LexicalQuery, depth = 10): Leg => ({ kind: 'lexical', query, depth });
  const words = (vector: number[], depth = 10): Leg => ({
    kind: 'vector',
    space: 'words',
    vector: unit(vector),
    depth,
  });
  const looks = (vector: number[], depth = 10): Leg => ({
    kind: 'vector',
    space: 'looks',
    vector: unit(vector),
    depth,
  });

  describe('lexical leg', () => {
    beforeEach(() =>
      bench.generation.write([
        aDocument('red-shoe', { title: 'red shoe' }),
        aDocument('blue-shoe', { title: 'blue shoe' }),
        aDocument('bag', { title: 'bag', description: 'goes with a red shoe' }),
        aDocument('hat', { title: 'hat' }),
        aDocument('sock', { title: 'wool sock' }),
      ]),
    );

    it('finds what holds a word, what holds more of them first', async () => {
      const { ids, scores, cut } = await run(lexical(anyOf('red', 'shoe')));
      expect(ids[0]).toBe('red-shoe');
      expect(new Set(ids)).toEqual(new Set(['red-shoe', 'blue-shoe', 'bag']));
      expect([...scores]).toEqual([...scores].sort((a, b) => b - a));
      expect(scores[2]).toBeGreaterThan(0);
      expect(cut).toBe(false);
    });

    it('puts a word of the title above the same word of a description', async () => {
      expect((await run(lexical(anyOf('red')))).ids).toEqual(['red-shoe', 'bag']);
    });

    it('heeds weights; a weight of 0 finds nothing', async () => {
      const query = (weight: number): LexicalQuery =>
        sumOf({
          terms: [
            { token: 'hat', weight: 1 },
            { token: 'sock', weight },
          ],
          normalise: 'none',
        });
      expect((await run(lexical(query(5)))).ids).toEqual(['sock', 'hat']);
      expect((await run(lexical(query(0.1)))).ids).toEqual(['hat', 'sock']);
      expect((await run(lexical(query(0)))).ids).toEqual(['hat']);
    });

    it('leaves out what holds a forbidden word', async () => {
      expect((await run(lexical({ ...anyOf('shoe'), mustNot: ['red'] }))).ids).toEqual(['blue-shoe']);
    });

    it('brings clauses to the same height before it adds them or takes the best', async () => {
      const strong: LexicalClause = { terms: [{ token: 'hat', weight: 100 }], normalise: 'own-top' };
      const weak: LexicalClause = { terms: [{ token: 'sock', weight: 0.01 }], normalise: 'own-top' };
      for (const combine of ['sum', 'max'] as const) {
        const { ids, scores } = await run(lexical({ clauses: [strong, weak], combine, mustNot: [] }));
        expect(new Set(ids)).toEqual(new Set(['hat', 'sock']));
        expect([...scores]).toEqual([expect.closeTo(1, 3), expect.closeTo(1, 3)]);
      }
    });

    it('adds clauses up, or takes the best of them', async () => {
      const clause: LexicalClause = { terms: [{ token: 'hat', weight: 1 }], normalise: 'own-top' };
      const twice = { clauses: [clause, clause], mustNot: [] };
      expect((await run(lexical({ ...twice, combine: 'sum' }))).scores[0]).toBeCloseTo(2, 3);
      expect((await run(lexical({ ...twice, combine: 'max' }))).scores[0]).toBeCloseTo(1, 3);
    });

    it('weighs clauses after bringing them to the same height', async () => {
      const strong: LexicalClause = { terms: [{ token: 'hat', weight: 1 }], normalise: 'own-top', weight: 0.5 };
      const weak: LexicalClause = { terms: [{ token: 'sock', weight: 0.01 }], normalise: 'own-top' };
      for (const combine of ['sum', 'max'] as const) {
        const { ids, scores } = await run(lexical({ clauses: [strong, weak], combine, mustNot: [] }));
        expect(ids).toEqual(['sock', 'hat']);
        expect([...scores]).toEqual([expect.closeTo(1, 3), expect.closeTo(0.5, 3)]);
      }
      const plain: LexicalClause = { ...weak, normalise: 'none', weight: 3 };
      const [once, thrice] = await bench.generation.retrieve(
        [lexical(sumOf({ ...plain, weight: 1 })), lexical(sumOf(plain))],
        [],
      );
      expect(thrice!.scores[0]! / once!.scores[0]!).toBeCloseTo(3, 3);
    });

    it('only looks up a term of weight 0', async () => {
      const terms = [
        { token: 'hat', weight: 1 },
        { token: 'sock', weight: 0 },
      ];
      expect((await run(lexical(sumOf({ terms, normalise: 'own-top' })))).ids).toEqual(['hat']);
    });

    it('says when it was cut', async () => {
      const { ids, cut } = await run(lexical(anyOf('red', 'shoe'), 2));
      expect([ids.length, ids[0], cut]).toEqual([2, 'red-shoe', true]);
      expect((await run(lexical(anyOf('shoe'), 50))).cut).toBe(false);
    });

    it('finds nothing for nothing', async () => {
      for (const query of [anyOf(), anyOf('unknown'), { clauses: [], combine: 'max', mustNot: [] } as const]) {
        expect(await run(lexical(query))).toMatchObject({ ids: [], cut: false });
      }
    });

    it('keeps any token whole', async () => {
      const tokens = ["o'brien", '"', '50%', '靴子', 'über', 'a-b', 'AND', '+x', 'y'.repeat(60), '1/2', 'A'];
      await bench.generation.write(tokens.map((token) => aDocument(token, { title: token })));
      for (const token of tokens) expect((await run(lexical(anyOf(token)))).ids).toEqual([token]);
    });
  });

  describe('vector leg', () => {
    beforeEach(() =>
      bench.generation.write([
        aDocument('east', { words: [1, 0, 0, 0], values: { side: 'right' }, looks: [[1, 0, 0]] }),
        aDocument('north-east', {
          words: [1, 1, 0, 0],
          looks: [
            [0, 0, 1],
            [1, 0.2, 0],
          ],
        }),
        aDocument('north', {
          words: [0, 1, 0, 0],
          looks: [
            [0, 1, 0],
            [0, 1, 0.1],
            [0, 1, 0.2],
          ],
        }),
        aDocument('west', { words: [-1, 0, 0, 0], values: { side: 'left' } }),
        aDocument('nowhere'),
      ]),
    );

    it('gives cosines, best first, of the items that have a vector', async () => {
      const { ids, scores, cut } = await run(words([1, 0, 0, 0]));
      expect(ids).toEqual(['east', 'north-east', 'north', 'west']);
      expect([...scores]).toEqual([1, Math.SQRT1_2, 0, -1].map((cosine) => expect.closeTo(cosine, 3)));
      expect(cut).toBe(false);
    });

    it('says when it was cut', async () => {
      expect(await run(words([0, 1, 0, 0], 2))).toMatchObject({ ids: ['north', 'north-east'], cut: true });
    });

    it('has each item once, by its best picture', async () => {
      const { ids, scores, pictures } = await run(looks([1, 0, 0]));
      expect(ids).toEqual(['east', 'north-east', 'north']);
      expect([...scores.slice(0, 2)]).toEqual([expect.closeTo(1, 3), expect.closeTo(1 / Math.hypot(1, 0.2), 3)]);
      expect([...pictures!.slice(0, 2)]).toEqual([0, 1]);
    });

    it('reaches its depth in items, however many pictures they have', async () => {
      expect((await run(looks([0, 1, 0], 2))).ids).toEqual(['north', 'north-east']);
    });

    it('holds the filter', async () => {
      const filter: Filter[] = [{ field: 'side', kind: 'exists', negated: false }];
      expect((await run(words([-1, 0, 0, 0]), filter)).ids).toEqual(['west', 'east']);
      expect((await run(looks([0, 1, 0]), filter)).ids).toEqual(['east']);
      expect((await run(looks([0, 1, 0], 1), [{ ...filter[0]!, negated: true }])).ids).toEqual(['north']);
      expect((await run(words([1, 0, 0, 0]), [...filter, { ...filter[0]!, negated: true }])).ids).toEqual([]);
    });

    it('knows the cosines of any items, without a depth', async () => {
      const { generation } = bench;
      const texts = await generation.similarities('words', unit([1, 0, 0, 0]), [
        'west',
        'nowhere',
        'none',
        'north-east',
      ]);
      const none = Number.NaN;
      expect([...texts]).toEqual([expect.closeTo(-1, 3), none, none, expect.closeTo(Math.SQRT1_2, 3)]);
      const pictures = await generation.similarities('looks', unit([0, 0, 1]), ['west', 'north-east']);
      expect([...pictures]).toEqual([none, expect.closeTo(1, 3)]);
      expect(await generation.similarities('words', unit([1, 0, 0, 0]), [])).toEqual(new Float64Array(0));
      const short = generation.similarities('words', unit([1, 0]), ['west']);
      await expect(short).rejects.toMatchObject({ code: 'generation_incompatible' });
    });

    it('knows them however often they are asked for, and when the text has changed', async () => {
      const { generation } = bench;
      const cosines = async () => {
        await run(words([1, 0, 0, 0]));
        return [...(await generation.similarities('words', unit([1, 0, 0, 0]), ['east', 'west', 'nowhere']))];
      };
      const [one, minusOne, none] = [expect.closeTo(1, 3), expect.closeTo(-1, 3), Number.NaN];
      for (let time = 0; time < 4; time++) expect(await cosines()).toEqual([one, minusOne, none]);
      await generation.write([aDocument('east', { words: [-1, 0, 0, 0] })]);
      for (let time = 0; time < 4; time++) expect(await cosines()).toEqual([minusOne, minusOne, none]);
      await generation.remove(['west']);
      expect(await cosines()).toEqual([minusOne, none, none]);
    });

    it('refuses an unknown space and a vector of another length', async () => {
      const legs: Leg[] = [{ ...words([1, 0, 0]) }, { kind: 'vector', space: 'none', vector: unit([1]), depth: 5 }];
      for (const leg of legs) await expect(run(leg)).rejects.toMatchObject({ code: 'generation_incompatible' });
    });
  });

  describe('identifier leg', () => {
    it('finds an item by any of its identifiers and nothing near it', async () => {
      await bench.generation.write([
        aDocument('1', { identifiers: ['1', '4006381333931'] }),
        aDocument('2', { identifiers: ['2', 'AB12'] }),
        aDocument('12', { identifiers: ['12'], values: { side: 'left' } }),
      ]);
      const leg = (...identifiers: string[]): Leg => ({ kind: 'identifier', identifiers, depth: 2 });
      expect(await run(leg('4006381333931'))).toMatchObject({ ids: ['1'], scores: Float64Array.of(1), cut: false });
      expect((await run(leg('AB12', 'none'))).ids).toEqual(['2']);
      expect((await run(leg('AB1', ''))).ids).toEqual([]);
      expect(await run(leg('1', '2', '12'))).toMatchObject({ cut: true, scores: Float64Array.of(1, 1) });
      expect((await run(leg('1', '2', '12'), [{ field: 'side', kind: 'exists', negated: false }])).ids).toEqual(['12']);
    });
  });

  it('answers the legs of a batch in their order, and none with none', async () => {
    await bench.generation.write([
      aDocument('1', { title: 'hat', words: [1, 0, 0, 0], identifiers: ['x'] }),
      aDocument('2', { looks: [[1, 0, 0]] }),
    ]);
    const identifier: Leg = { kind: 'identifier', identifiers: ['x'], depth: 5 };
    const results = await bench.generation.retrieve(
      [looks([1, 0, 0]), lexical(anyOf('hat')), words([1, 0, 0, 0]), identifier],
      [],
    );
    expect(results.map(({ ids }) => ids)).toEqual([['2'], ['1'], ['1'], ['1']]);
    expect(await bench.generation.retrieve([], [])).toEqual([]);
  });
}

function sumOf(...clauses: LexicalClause[]): LexicalQuery {
  return { clauses, combine: 'sum', mustNot: [] };
}

function anyOf(...tokens: string[]): LexicalQuery {
  return sumOf({ terms: tokens.map((token) => ({ token, weight: 1 })), normalise: 'none' });
}
