import { describe, expect, it } from 'vitest';
import type { DocumentFeatures, IndexDocument } from '#src/domain/document';
import { sampleKey } from '#src/domain/id-hash';
import type { LexicalQuery } from '#src/domain/query';
import type { Generation, Leg, LegResult } from '#src/ports/generations';
import { aDocument, unit } from '#test/support/index-documents';
import type { Bench } from './bench.ts';

/** Writing, replacing, removing, keeping. */
export function describeItems(bench: Bench): void {
  describe('items', () => {
    it('starts empty', async () => {
      const { generation } = bench;
      expect(await generation.count()).toBe(0);
      expect(await generation.sample(5)).toEqual([]);
      await generation.write([]);
      await generation.remove([]);
      await generation.optimise();
      expect(await generation.count()).toBe(0);
    });

    it('replaces an item that is written again, in everything it is found by', async () => {
      const { generation } = bench;
      await generation.write([
        aDocument('1', {
          title: 'old',
          values: { colour: 'red' },
          identifiers: ['A1'],
          words: [1, 0, 0, 0],
          looks: [
            [1, 0, 0],
            [0, 1, 0],
          ],
        }),
      ]);
      await generation.write([
        aDocument('1', { title: 'new', values: { colour: 'blue' }, textHash: 'h2', looks: [[0, 0, 1]] }),
      ]);
      expect(await generation.count()).toBe(1);
      const [lexical, words, looks, identifier, blue] = await generation.retrieve(
        [
          {
            kind: 'lexical',
            query: {
              clauses: [{ terms: [{ token: 'old', weight: 1 }], normalise: 'none' }],
              combine: 'sum',
              mustNot: [],
            },
            depth: 5,
          },
          { kind: 'vector', space: 'words', vector: unit([1, 0, 0, 0]), depth: 5 },
          { kind: 'vector', space: 'looks', vector: unit([1, 0, 0]), depth: 5 },
          { kind: 'identifier', identifiers: ['A1'], depth: 5 },
          {
            kind: 'lexical',
            query: {
              clauses: [{ terms: [{ token: 'new', weight: 1 }], normalise: 'none' }],
              combine: 'sum',
              mustNot: [],
            },
            depth: 5,
          },
        ],
        [{ field: 'colour', kind: 'any', values: ['blue'], negated: false }],
      );
      expect([lexical!.ids, words!.ids, looks!.ids, identifier!.ids, blue!.ids]).toEqual([[], [], ['1'], [], ['1']]);
      expect(looks!.scores[0]).toBeCloseTo(0, 3);
      expect((await generation.fingerprints(['1'])).get('1')).toEqual({
        textHash: 'h2',
        pictures: [{ number: 0, hash: '1/0' }],
      });
    });

    it('lets the last of repeated ids win', async () => {
      const { generation } = bench;
      await generation.write([aDocument('1', { textHash: 'a' }), aDocument('2'), aDocument('1', { textHash: 'b' })]);
      expect(await generation.count()).toBe(2);
      expect((await generation.fingerprints(['1'])).get('1')?.textHash).toBe('b');
    });

    it('changes features alone, and leaves what was embedded as it is', async () => {
      const { generation } = bench;
      const looks = [
        [1, 0, 0],
        [0, 1, 0],
      ];
      const before = { title: 'old', words: [1, 0, 0, 0], looks, textHash: 'h' };
      const odd = Array.from({ length: 6 }, (_, i) =>
        aDocument(`odd${i}`, { words: [1, 1, 0, 0], looks: [[1, 1, 0]] }),
      );
      await generation.write([aDocument('1', { ...before, values: { price: 5, colour: 'red' } }), ...odd]);
      await generation.optimise();
      await generation.write([aDocument('2', { ...before, values: { price: 5 } })]);
      const changed = ['1', '2', 'unknown'].map((id) =>
        featuresOf(aDocument(id, { title: 'new words', values: { price: 9 }, identifiers: ['A9'] })),
      );
      await generation.writeFeatures([]);
      await generation.writeFeatures(changed);
      const check = async (of: Generation) => {
        expect(await of.count()).toBe(8);
        const legs: Leg[] = [
          { kind: 'vector', space: 'words', vector: unit([1, 0, 0, 0]), depth: 5 },
          { kind: 'vector', space: 'looks', vector: unit([0, 1, 0]), depth: 5 },
          { kind: 'lexical', query: wordQuery('words'), depth: 5 },
          { kind: 'identifier', identifiers: ['A9'], depth: 5 },
        ];
        const found = (answer: readonly LegResult[]) => answer.map(({ ids }) => [...ids].sort());
        const price = (from: number, to: number) =>
          [{ field: 'price', kind: 'range', from, to, negated: false }] as const;
        const both = ['1', '2'];
        expect(found(await of.retrieve(legs, price(8, 10)))).toEqual([both, both, both, both]);
        expect(found(await of.retrieve(legs, price(4, 6)))).toEqual([[], [], [], []]);
        const red = { field: 'colour', kind: 'any', values: ['red'], negated: false } as const;
        expect(found(await of.retrieve(legs, [red]))).toEqual([[], [], [], []]);
        const [, pictures] = await of.retrieve(legs, price(8, 10));
        expect([...pictures!.pictures!]).toEqual([1, 1]);
        expect((await of.features.statistics(['old', 'new'])).documentFrequencies).toEqual([0, 2]);
        const features = await of.features.read(both, { tokens: ['new'], labels: ['colour'], numbers: ['price'] });
        expect([...features.numbers('price')]).toEqual([9, 9]);
        for (const id of both) {
          expect((await of.fingerprints([id])).get(id)).toMatchObject({ textHash: 'h', pictures: [{}, {}] });
          const vectors = (await of.vectors([id])).get(id)!;
          expect(vectors.text.words![0]).toBeCloseTo(1, 3);
          expect(vectors.pictures[1]!.vectors.looks![1]).toBeCloseTo(1, 3);
        }
      };
      await check(generation);
      await check(await bench.reopen());
    });

    it('forgets what is removed, and does not mind unknown ids', async () => {
      const { generation } = bench;
      await generation.write([aDocument('1', { words: [1, 0, 0, 0] }), aDocument('2', { words: [0, 1, 0, 0] })]);
      await generation.remove(['1', 'none']);
      expect(await generation.count()).toBe(1);
      expect([...(await generation.fingerprints(['1', '2'])).keys()]).toEqual(['2']);
      const [leg] = await generation.retrieve(
        [{ kind: 'vector', space: 'words', vector: unit([1, 0, 0, 0]), depth: 5 }],
        [],
      );
      expect(leg!.ids).toEqual(['2']);
      await generation.write([aDocument('1', { words: [1, 0, 0, 0] })]);
      expect(await generation.count()).toBe(2);
    });

    it('takes any string for an id', async () => {
      const { generation } = bench;
      const ids = [
        '0',
        '007',
        "it's",
        '"q"',
        'a b',
        ' a',
        'a/b\\c',
        '50%',
        '😀',
        'x'.repeat(500),
        'ä',
        'a\u0308',
        'null',
        "'; --",
        '\n',
        "\\' OR 1=1 --",
      ];
      await generation.write(ids.map((id) => aDocument(id, { words: [1, 1, 0, 0], looks: [[1, 0, 0]] })));
      await generation.optimise();
      expect(new Set(await generation.sample(100))).toEqual(new Set(ids));
      expect(new Set((await generation.vectors(ids)).keys())).toEqual(new Set(ids));
      await generation.remove(ids.slice(0, 10));
      expect(new Set((await generation.fingerprints(ids)).keys())).toEqual(new Set(ids.slice(10)));
      const legs = await generation.retrieve(
        [{ kind: 'vector', space: 'looks', vector: unit([1, 0, 0]), depth: 50 }],
        [],
      );
      expect(new Set(legs[0]!.ids)).toEqual(new Set(ids.slice(10)));
    });

    it('takes concurrent writes and removals', async () => {
      const { generation } = bench;
      const batches = Array.from({ length: 8 }, (_, b) => Array.from({ length: 5 }, (_, i) => aDocument(`${b}-${i}`)));
      await Promise.all(batches.map((batch) => generation.write(batch)));
      await Promise.all([generation.remove(['0-0']), generation.write([aDocument('new')]), generation.remove(['7-4'])]);
      expect(await generation.count()).toBe(39);
    });

    it('refuses a vector that does not fit its space', async () => {
      const { generation } = bench;
      const short: IndexDocument = { ...aDocument('1'), vectors: { words: unit([1, 0, 0]) } };
      await expect(generation.write([short])).rejects.toMatchObject({ code: 'generation_incompatible' });
      expect(await generation.count()).toBe(0);
    });

    it('gives back vectors and hashes as they were written', async () => {
      const { generation } = bench;
      const full = aDocument('1', {
        words: [1, 2, 3, 4],
        looks: [
          [1, 0, 0],
          [1, 1, 0],
        ],
      });
      await generation.write([full, aDocument('2')]);
      const check = async (of: Generation) => {
        const vectors = await of.vectors(['2', 'none', '1']);
        expect(vectors.get('2')).toEqual({ text: {}, pictures: [] });
        expect([...vectors.get('1')!.text.words!]).toEqual(
          [...full.vectors.words!].map((value) => expect.closeTo(value, 3)),
        );
        expect(vectors.get('1')!.pictures.map(({ number, hash }) => [number, hash])).toEqual([
          [0, '1/0'],
          [1, '1/1'],
        ]);
        expect(vectors.get('1')!.pictures[1]!.vectors.looks![0]).toBeCloseTo(Math.SQRT1_2, 3);
        expect(await of.fingerprints(['1', 'none'])).toEqual(
          new Map([
            [
              '1',
              {
                textHash: 'text of 1',
                pictures: [
                  { number: 0, hash: '1/0' },
                  { number: 1, hash: '1/1' },
                ],
              },
            ],
          ]),
        );
      };
      await check(generation);
      await check(await bench.reopen());
    });

    it('samples the ids that every store samples, whatever was written when', async () => {
      const { generation } = bench;
      const ids = Array.from({ length: 20 }, (_, i) => `sampled ${i}`);
      const inOrder = [...ids].sort((a, b) => sampleKey(a) - sampleKey(b));
      await generation.write(ids.slice(0, 12).map((id) => aDocument(id)));
      await generation.write(ids.slice(9).map((id) => aDocument(id)));
      expect(await generation.sample(7)).toEqual(inOrder.slice(0, 7));
      expect(await generation.sample(100)).toEqual(inOrder);
      await generation.remove([inOrder[2]!]);
      expect(await generation.sample(3)).toEqual([inOrder[0], inOrder[1], inOrder[3]]);
    });
  });

  describe('sequence', () => {
    it('starts at 0, goes forward only, and is kept', async () => {
      const { generation } = bench;
      expect(generation.appliedSequence).toBe(0);
      await generation.write([aDocument('1')]);
      await generation.commit(12);
      await generation.commit(7);
      expect(generation.appliedSequence).toBe(12);
      expect((await bench.reopen()).appliedSequence).toBe(12);
    });

    it('lets changes be applied twice', async () => {
      const documents = [aDocument('1', { title: 'red shoe', looks: [[1, 0, 0]] }), aDocument('2', { title: 'shoe' })];
      const applyAll = async ({ write, remove, commit }: Generation) => {
        await write(documents);
        await remove(['3']);
        await commit(3);
      };
      await applyAll(bench.generation);
      await applyAll(await bench.reopen());
      expect(await bench.generation.count()).toBe(2);
      expect((await bench.generation.features.statistics(['shoe'])).documentFrequencies).toEqual([2]);
    });
  });
}

function featuresOf({ textHash, vectors, pictures, ...features }: IndexDocument): DocumentFeatures {
  return features;
}

function wordQuery(token: string): LexicalQuery {
  return { clauses: [{ terms: [{ token, weight: 1 }], normalise: 'none' }], combine: 'sum', mustNot: [] };
}
