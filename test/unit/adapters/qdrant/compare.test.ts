import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Comparer, createComparer } from '#src/adapters/qdrant/compare';
import { openConnection } from '#src/adapters/qdrant/connection';
import { itemPoint } from '#src/adapters/qdrant/ids';
import { collectionNames } from '#src/adapters/qdrant/names';
import { settingsOf } from '#src/adapters/qdrant/options';
import { createRecordCache, type RecordCache } from '#src/adapters/qdrant/record-cache';
import type { RecordReader } from '#src/adapters/qdrant/record-reader';
import { aManifest, unit } from '#test/support/index-documents';
import { type JsonServer, startJsonServer } from '#test/support/json-server';

const manifest = aManifest();
const names = collectionNames('vitrine', 'shop', 'g1');
const query = unit([1, 0, 0, 0]);

describe('comparing with texts', () => {
  let server: JsonServer;
  let cache: RecordCache;
  let comparer: Comparer;
  let vectors: Map<string, readonly number[]>;
  let brokenVectors: boolean;

  /** Compares as a server does, and gives vectors away. */
  const answer = (path: string, body: unknown) => {
    if (path === '/') return { status: 200, body: { version: '1.18.3' } };
    if (path.includes('/points/query')) {
      const ids = (body as { filter: { must: [{ has_id: string[] }] } }).filter.must[0].has_id;
      const points = ids.flatMap((id) => (vectors.has(id) ? [{ id, version: 1, score: vectors.get(id)![0] }] : []));
      return { status: 200, body: { result: { points } } };
    }
    if (brokenVectors) return { status: 500, body: { status: { error: 'broken' } } };
    const { ids } = body as { ids: string[] };
    const result = ids.map((id) => ({ id, vector: vectors.has(id) ? { space_words: vectors.get(id) } : {} }));
    return { status: 200, body: { result } };
  };
  /** Of what the server was asked since the last time. */
  const asked = () => server.asked.splice(0).map(({ path }) => (path.includes('/points/query') ? 'compare' : 'read'));
  const found = (version: number, ...ids: string[]) =>
    cache.ofHits(ids.map((id) => ({ item: itemPoint(id), point: itemPoint(id), version })));
  const compare = async (...ids: string[]) => {
    const similarities = await comparer.similarities('words', query, ids);
    await comparer.settled();
    return Object.fromEntries(similarities);
  };

  beforeEach(async () => {
    vectors = new Map([
      [itemPoint('1'), [1, 0, 0, 0]],
      [itemPoint('2'), [0.5, 0.75, 0, 0]],
    ]);
    brokenVectors = false;
    server = await startJsonServer(({ path, body }) => answer(path, body));
    const connection = await openConnection(settingsOf({ urls: [server.url], retries: 0 }));
    const ids = new Map(['1', '2', 'bare'].map((id) => [itemPoint(id), id]));
    const reader = {
      read: async (points: readonly string[]) =>
        new Map(points.map((point) => [point, { id: ids.get(point)!, tokens: '', values: '' }])),
      sample: async () => ({ records: [], isWhole: true }),
    } as unknown as RecordReader;
    cache = createRecordCache(reader, { bytes: 1e6, now: () => 0 });
    comparer = createComparer({ manifest, names, connection, reader, cache });
    asked();
  });
  afterEach(() => server.close());

  it('asks the server until an item was compared twice, then knows its vector', async () => {
    await found(1, '1', '2');
    const expected = { 1: 1, 2: 0.5 };
    expect([await compare('1', '2'), asked()]).toEqual([expected, ['compare']]);
    expect([await compare('1', '2'), asked()]).toEqual([expected, ['compare', 'read']]);
    expect([await compare('1', '2'), asked()]).toEqual([expected, []]);
  });

  it('asks again for what has changed', async () => {
    await found(1, '1', '2');
    await compare('1', '2');
    await compare('1', '2');
    vectors.set(itemPoint('1'), [0, 1, 0, 0]);
    await found(2, '1');
    asked();
    expect([await compare('1', '2'), asked()]).toEqual([{ 1: 0, 2: 0.5 }, ['compare']]);
  });

  it('asks the server for what is not kept, or was written by this process', async () => {
    await found(1, '1');
    await compare('1');
    await compare('1');
    asked();
    expect([await compare('1', '2'), asked()]).toEqual([{ 1: 1, 2: 0.5 }, ['compare']]);
    cache.written([itemPoint('1')]);
    expect([await compare('1'), asked()]).toEqual([{ 1: 1 }, ['compare']]);
  });

  it('remembers that an item has no text in the space', async () => {
    await found(1, 'bare');
    for (const _ of [1, 2]) expect(await compare('bare')).toEqual({});
    asked();
    expect([await compare('bare'), asked()]).toEqual([{}, []]);
  });

  it('goes on with the server while vectors cannot be read', async () => {
    await found(1, '1');
    brokenVectors = true;
    for (const _ of [1, 2, 3]) expect(await compare('1')).toEqual({ 1: 1 });
    expect(asked()).toEqual(['compare', 'compare', 'read', 'compare', 'read']);
  });
});
