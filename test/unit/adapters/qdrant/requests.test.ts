import type { Schemas } from '@qdrant/js-client-rest';
import { describe, expect, it } from 'vitest';
import { embeddedMark } from '#src/adapters/qdrant/embedded';
import { qdrantFilter } from '#src/adapters/qdrant/filter';
import { itemPoint, picturePoint } from '#src/adapters/qdrant/ids';
import { identifierSearch, lexicalSearches, vectorSearch } from '#src/adapters/qdrant/legs';
import { settingsOf } from '#src/adapters/qdrant/options';
import { pointsOf } from '#src/adapters/qdrant/points';
import {
  itemIndexes,
  itemsCollection,
  pictureIndexes,
  picturesCollection,
  recordsCollection,
} from '#src/adapters/qdrant/schema';
import { documentVector, queryVector, tokenIndex } from '#src/adapters/qdrant/sparse';
import type { Filter } from '#src/domain/filter';
import type { LexicalClause, LexicalQuery } from '#src/domain/query';
import { aDocument, aManifest, unit } from '#test/support/index-documents';

const isRed: Filter = { field: 'colour', kind: 'any', values: ['Red', ' dark  RED'], negated: false };
const cheap: Filter = { field: 'price', kind: 'range', to: 20, negated: false };
const plain = { filters: [], quantised: false };

describe('filters', () => {
  it.each<[string, Filter, Schemas['Filter']]>([
    ['any of some values', isRed, { must: [{ key: 'labels', match: { any: ['colour=red', 'colour=dark red'] } }] }],
    [
      'a category with blanks around its signs',
      { field: 'category', kind: 'any', values: ['Shoes>Boots'], negated: false },
      { must: [{ key: 'labels', match: { any: ['category=shoes > boots'] } }] },
    ],
    [
      'none of some values',
      { ...isRed, values: ['x'], negated: true },
      { must_not: [{ must: [{ key: 'labels', match: { any: ['colour=x'] } }] }] },
    ],
    ['a range', { ...cheap, from: -1.5 }, { must: [{ key: 'numbers."price"', range: { gte: -1.5, lte: 20 } }] }],
    ['a range with one end', cheap, { must: [{ key: 'numbers."price"', range: { lte: 20 } }] }],
    [
      'any number',
      { field: 'a "b"', kind: 'range', negated: false },
      { must: [{ must_not: [{ is_empty: { key: 'numbers."a %22b%22"' } }] }] },
    ],
    [
      'outside of a range',
      { ...cheap, negated: true },
      { must_not: [{ must: [{ key: 'numbers."price"', range: { lte: 20 } }] }] },
    ],
    [
      'a field that is there',
      { field: 'size', kind: 'exists', negated: false },
      { must: [{ key: 'fields', match: { any: ['t:size', 'n:size', 'm:size'] } }] },
    ],
    [
      'a field that is missing',
      { field: 'size', kind: 'exists', negated: true },
      { must_not: [{ must: [{ key: 'fields', match: { any: ['t:size', 'n:size', 'm:size'] } }] }] },
    ],
  ])('ask for %s', (_, filter, expected) => {
    expect(qdrantFilter([filter])).toEqual(expected);
  });

  it('must all hold, beside other conditions', () => {
    const both = qdrantFilter([isRed, { ...cheap, negated: true }], { must: [{ is_empty: { key: 'x' } }] });
    expect(both?.must).toHaveLength(2);
    expect(both?.must_not).toHaveLength(1);
  });

  it('never ask for a condition and against an equal one', () => {
    const { must, must_not } = qdrantFilter([isRed, { ...isRed, negated: true }])!;
    expect(must_not).not.toContainEqual((must as Schemas['Condition'][])[0]);
  });

  it('are left out where there is none', () => expect(qdrantFilter([])).toBeUndefined());
});

describe('searches', () => {
  const clause = (token: string, normalise: LexicalClause['normalise'] = 'none'): LexicalClause => ({
    terms: [{ token, weight: 2 }],
    normalise,
  });
  const query = (changes: Partial<LexicalQuery>): LexicalQuery => ({
    clauses: [],
    combine: 'sum',
    mustNot: [],
    ...changes,
  });

  it('ask for words once where they are added up', () => {
    const leg = { kind: 'lexical' as const, query: query({ clauses: [clause('red'), clause('shoe')] }), depth: 10 };
    const expected: Schemas['QueryRequest'][] = [
      { query: { indices: [tokenIndex('red'), tokenIndex('shoe')], values: [2, 2] }, using: 'lexical', limit: 11 },
    ];
    expect(lexicalSearches(leg, plain)).toEqual(expected);
  });

  it('ask for each clause where its own best counts, and keep forbidden words out', () => {
    const clauses = [clause('red', 'own-top'), clause('shoe')];
    const leg = { kind: 'lexical' as const, query: query({ clauses, mustNot: ['used'] }), depth: 10 };
    const searches = lexicalSearches(leg, { ...plain, filters: [isRed] });
    expect(searches).toHaveLength(2);
    for (const { filter } of searches) {
      expect(filter).toEqual({
        ...qdrantFilter([isRed]),
        must_not: [{ must: [{ key: 'tokens', match: { any: ['used'] } }] }],
      });
    }
  });

  it('ask for identifiers without a vector', () => {
    const expected: Schemas['QueryRequest'] = {
      limit: 3,
      filter: { must: [{ key: 'identifiers', match: { any: ['AB12'] } }] },
    };
    expect(identifierSearch({ kind: 'identifier', identifiers: ['AB12'], depth: 2 }, plain)).toEqual(expected);
  });

  it('ask graphs for at least as many points as are wanted, and true scores of numbers of 8 bits', () => {
    const leg = { kind: 'vector' as const, space: 'words', vector: unit([1, 0, 0, 0]), depth: 200 };
    const expected: Schemas['QueryRequest'] = {
      query: [1, 0, 0, 0],
      using: 'space_words',
      limit: 201,
      params: { hnsw_ef: 201, quantization: { rescore: true, oversampling: 2 } },
    };
    expect(vectorSearch(leg, 201, { ...plain, quantised: true })).toEqual(expected);
    expect(vectorSearch(leg, 10, plain).params).toEqual({ hnsw_ef: 128 });
  });
});

describe('sparse vectors', () => {
  it('weigh words by BM25 with the title three times', () => {
    // red: 3 + 1 = 4 of a weighted length of 3 * 2 + 1 = 7, where 14 is the mean: K = .6 (.5 + .5 * 7 / 14) = .45
    const counts = new Map([
      ['red', [1, 0, 0, 0, 1]],
      ['shoe', [1, 0, 0, 0, 0]],
    ]);
    const { indices, values } = documentVector(counts, [2, 0, 0, 0, 1], 14);
    expect(indices).toEqual([tokenIndex('red'), tokenIndex('shoe')]);
    expect(values).toEqual([expect.closeTo((1.6 * 4) / 4.45, 12), expect.closeTo((1.6 * 3) / 3.45, 12)]);
  });

  it('place a token where it was placed before', () => {
    // CRC-32 of the check string of its catalogue.
    expect(tokenIndex('123456789')).toBe(0xcbf43926);
  });

  it('add up repeated words of a query and leave out those of no weight', () => {
    const terms = [
      { token: 'red', weight: 1 },
      { token: 'hat', weight: 0 },
      { token: 'red', weight: 0.5 },
    ];
    expect(queryVector(terms)).toEqual({ indices: [tokenIndex('red')], values: [1.5] });
  });

  it('keep indices different when two tokens share one', () => {
    // Two words with one CRC-32.
    expect(tokenIndex('plumless')).toBe(tokenIndex('buckeroo'));
    const { indices, values } = queryVector([
      { token: 'plumless', weight: 1 },
      { token: 'buckeroo', weight: 2 },
    ]);
    expect([indices, values]).toEqual([[tokenIndex('plumless')], [3]]);
  });
});

describe('points', () => {
  it('hold vectors by space, what is filtered and counted by, and pictures of their own with the same filters', () => {
    const document = aDocument('7', {
      sequence: 12,
      title: 'red red shoe',
      identifiers: ['7'],
      words: [1, 0, 0, 0],
      looks: [
        [1, 0, 0],
        [0, 1, 0],
      ],
      values: { colour: ['Red', 'RED', 'blue'], price: 30 },
    });
    const { item, pictures } = pointsOf(document, 9);
    const filtered = {
      labels: ['colour=red', 'colour=blue', 'price=30'],
      fields: ['m:colour', 'x2,2:colour', 'n:price'],
      numbers: { price: 30 },
    };
    expect(item).toMatchObject({ id: itemPoint('7'), vector: { space_words: [1, 0, 0, 0] } });
    expect(item.payload).toEqual({
      ...filtered,
      values: { colour: ['Red', 'blue'], price: '30' },
      firstNumber: { price: '30' },
      tokens: ['red', 'shoe'],
      lengths: ['0:3', '1:0', '2:0', '3:0', '4:0'],
      identifiers: ['7'],
      sequence: 12,
      embedded: embeddedMark({ textHash: 'text of 7', pictures: ['0:7/0', '1:7/1'] }),
    });
    expect(pictures.map(({ id }) => id)).toEqual([picturePoint(itemPoint('7'), 0), picturePoint(itemPoint('7'), 1)]);
    expect(pictures[1]).toMatchObject({
      vector: { space_looks: [0, 1, 0] },
      payload: { ...filtered, item: itemPoint('7') },
    });
  });
});

describe('collections', () => {
  it('are laid out as configured', () => {
    const settings = settingsOf({
      urls: [],
      shards: 3,
      replicas: 2,
      writeConsistency: 2,
      quantisation: 'scalar',
      onDisk: true,
    });
    const laidOut = { shard_number: 3, replication_factor: 2, write_consistency_factor: 2 };
    expect(itemsCollection(aManifest(), settings)).toEqual({
      ...laidOut,
      vectors: { space_words: { size: 4, distance: 'Cosine', on_disk: true } },
      sparse_vectors: { lexical: { modifier: 'idf', index: { on_disk: true } } },
      hnsw_config: { on_disk: true },
      on_disk_payload: true,
      quantization_config: { scalar: { type: 'int8', quantile: 0.99, always_ram: true } },
    });
    expect(picturesCollection(aManifest(), settings)).toMatchObject({
      ...laidOut,
      vectors: { space_looks: { size: 3 } },
    });
    expect(recordsCollection(settings)).toEqual({ ...laidOut, vectors: {}, on_disk_payload: false });
  });

  it('index every key that filters, counts and sorting use, promoted numbers too', () => {
    const keys = (indexes: readonly { readonly field_name: string }[]) =>
      indexes.map(({ field_name }) => field_name).sort();
    const manifest = aManifest({ numericFields: ['price', 'size "EU"'] });
    const numbers = ['numbers."price"', 'numbers."size %22EU%22"'];
    expect(keys(itemIndexes(manifest))).toEqual(
      ['fields', 'identifiers', 'labels', 'lengths', 'sequence', 'tokens', ...numbers].sort(),
    );
    expect(keys(pictureIndexes(manifest))).toEqual(['fields', 'item', 'labels', ...numbers].sort());
  });
});
