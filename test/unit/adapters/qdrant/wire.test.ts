import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQdrantStore, type QdrantStore } from '#src/adapters/qdrant/store';
import type { Filter } from '#src/domain/filter';
import type { Generation, Leg } from '#src/ports/generations';
import { aDocument, aManifest, unit } from '#test/support/index-documents';
import { type RecordedServer, startRecordedServer } from '#test/support/recorded-server';

const FILE = 'test/fixtures/qdrant/exchanges.ndjson';
/** To record anew: `RECORD=1 QDRANT_URL=http://127.0.0.1:6333 npx vitest run test/unit/adapters/qdrant/wire.test.ts`. */
const record = process.env.RECORD ? process.env.QDRANT_URL : undefined;

const DOCUMENTS = [
  aDocument('1', {
    sequence: 1,
    title: 'red shoe',
    identifiers: ['A1'],
    words: [1, 0, 0, 0],
    looks: [
      [1, 0, 0],
      [0, 1, 0],
    ],
    values: { colour: 'Red', price: 30, size: ['42', '43'] },
  }),
  aDocument('2', {
    sequence: 2,
    title: 'blue shoe',
    words: [1, 1, 0, 0],
    looks: [[1, 1, 0]],
    values: { colour: 'blue', price: 10 },
  }),
  aDocument('a/b "c"', { sequence: 3, title: 'hat', words: [0, 1, 0, 0], values: { colour: 'RED', size: 'XL' } }),
  aDocument('gone', { sequence: 4, title: 'shoe', words: [1, 0, 0, 0], looks: [[1, 0, 0]], values: { price: 1 } }),
];
const LEGS: readonly Leg[] = [
  {
    kind: 'lexical',
    query: {
      clauses: [{ terms: [{ token: 'shoe', weight: 1 }], normalise: 'own-top' }],
      combine: 'max',
      mustNot: ['blue'],
    },
    depth: 5,
  },
  { kind: 'vector', space: 'words', vector: unit([1, 0, 0, 0]), depth: 5 },
  { kind: 'vector', space: 'looks', vector: unit([0, 1, 0]), depth: 5 },
  { kind: 'identifier', identifiers: ['A1'], depth: 5 },
];

/** The adapter over answers that a true server (1.18.3) gave, one step after another. */
describe('the wire', () => {
  const manifest = aManifest({ catalog: 'wire' });
  let server: RecordedServer;
  let store: QdrantStore;
  let generation: Generation;

  beforeAll(async () => {
    server = await startRecordedServer(FILE, record);
    store = await openQdrantStore({ urls: [server.url], prefix: 'vitrine-wire' });
    generation = await store.create(manifest);
  });
  afterAll(async () => {
    await store.drop(manifest);
    await store.close();
    const differences = server.differences();
    await server.close();
    expect(differences).toEqual({ unknown: [], missing: [] });
  });

  it('writes, removes, notes how far it came, and finds it again', async () => {
    await generation.write(DOCUMENTS);
    await generation.remove(['gone', 'none']);
    await generation.commit(4);
    await generation.optimise();
    await generation.close();
    generation = await store.open(manifest);
    expect([await generation.count(), generation.appliedSequence]).toEqual([3, 4]);
  });

  it('retrieves by all kinds of legs at once', async () => {
    const found = await generation.retrieve(LEGS, []);
    expect(found.map(({ ids }) => ids)).toEqual([['1'], ['1', '2', 'a/b "c"'], ['1', '2'], ['1']]);
    expect([...found[2]!.pictures!]).toEqual([1, 0]);
    expect(found.map(({ scores }) => scores[0])).toEqual([1, 1, 1, 1].map((score) => expect.closeTo(score, 5)));
  });

  it('holds filters on all of them', async () => {
    const filters: Filter[] = [
      { field: 'colour', kind: 'any', values: ['red'], negated: false },
      { field: 'price', kind: 'exists', negated: false },
    ];
    const found = await generation.retrieve(LEGS, filters);
    expect(found.map(({ ids }) => ids)).toEqual([['1'], ['1'], ['1'], ['1']]);
  });

  it('knows features, statistics and fields', async () => {
    const { features } = generation;
    const read = await features.read(['a/b "c"', '1'], { tokens: ['shoe'], labels: ['size'], numbers: ['price'] });
    expect([read.ids, [...read.numbers('price')]]).toEqual([
      ['a/b "c"', '1'],
      [Number.NaN, 30],
    ]);
    const statistics = await features.statistics(['shoe', 'none']);
    expect([statistics.documents, statistics.documentFrequencies]).toEqual([3, [2, 0]]);
    expect((await features.fields()).map(({ field, items }) => [field, items])).toEqual([
      ['colour', 3],
      ['price', 2],
      ['size', 2],
    ]);
    const vocabulary: string[] = [];
    for await (const [token, documents] of features.vocabulary()) vocabulary.push(`${token} ${documents}`);
    expect(vocabulary.sort()).toEqual(['blue 1', 'hat 1', 'red 1', 'shoe 2']);
  });

  it('browses with facets, sorted by number and by text', async () => {
    const scope = { filter: [], refine: [{ field: 'price', kind: 'range' as const, to: 50, negated: false }] };
    const byPrice = await generation.features.browse({
      ...scope,
      facets: ['colour', 'price'],
      sort: { field: 'price', direction: 'asc' },
    });
    expect([byPrice.total, await byPrice.ids(0, 10)]).toEqual([2, ['2', '1']]);
    expect(byPrice.facets).toEqual([
      {
        field: 'colour',
        values: [
          { value: 'Red', count: 1 },
          { value: 'blue', count: 1 },
        ],
      },
      expect.objectContaining({ field: 'price', min: 10, max: 30 }),
    ]);
    const byColour = await generation.features.browse({
      filter: [],
      refine: [],
      facets: [],
      sort: { field: 'colour', direction: 'desc' },
    });
    expect(await byColour.ids(0, 10)).toEqual(['1', 'a/b "c"', '2']);
  });

  it('gives vectors, hashes, similarities and a sample', async () => {
    const vectors = await generation.vectors(['1', 'none']);
    expect([...vectors.keys()]).toEqual(['1']);
    expect(vectors.get('1')!.pictures.map(({ number, hash }) => [number, hash])).toEqual([
      [0, '1/0'],
      [1, '1/1'],
    ]);
    expect((await generation.fingerprints(['2'])).get('2')).toEqual({
      textHash: 'text of 2',
      pictures: [{ number: 0, hash: '2/0' }],
    });
    const similarities = await generation.similarities('looks', unit([0, 1, 0]), ['1', '2', 'a/b "c"']);
    expect([...similarities]).toEqual([expect.closeTo(1, 5), expect.closeTo(Math.SQRT1_2, 5), Number.NaN]);
    expect(new Set(await generation.sample(10))).toEqual(new Set(['1', '2', 'a/b "c"']));
  });

  it('weighs words anew when items have become longer on the whole', async () => {
    const title = Array.from({ length: 20 }, (_, i) => `word${i}`).join(' ');
    await generation.write([aDocument('long', { sequence: 5, title })]);
    const phases: string[] = [];
    await generation.optimise((phase) => phases.push(phase));
    expect(phases).toContain('weighing words');
    expect((await generation.retrieve(LEGS.slice(0, 1), []))[0]!.ids).toEqual(['1']);
    phases.length = 0;
    await generation.optimise((phase) => phases.push(phase));
    expect(phases).not.toContain('weighing words');
  });

  it('shows the live generation under an alias, and says that the server is there', async () => {
    await store.publish(manifest);
    await store.ping();
  });
});
