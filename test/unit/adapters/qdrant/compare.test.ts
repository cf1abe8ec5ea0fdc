import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeTexts } from '#src/adapters/qdrant/coded-texts';
import { compare } from '#src/adapters/qdrant/compare';
import { type Connection, openConnection } from '#src/adapters/qdrant/connection';
import { itemPoint } from '#src/adapters/qdrant/ids';
import { collectionNames } from '#src/adapters/qdrant/names';
import { settingsOf } from '#src/adapters/qdrant/options';
import { createRecordCache, type RecordCache } from '#src/adapters/qdrant/record-cache';
import type { RecordReader } from '#src/adapters/qdrant/record-reader';
import { textSpaces } from '#src/adapters/qdrant/schema';
import { aManifest, unit } from '#test/support/index-documents';
import { type JsonServer, startJsonServer } from '#test/support/json-server';

const manifest = aManifest();
const names = collectionNames('vitrine', 'shop', 'g1');
const query = unit([1, 0, 0, 0]);

describe('comparing with texts', () => {
  let server: JsonServer;
  let connection: Connection;
  let cache: RecordCache;
  let reader: RecordReader;
  let texts: Map<string, Float32Array>;

  /** What the server compares differs from what is in memory, so that it shows who did. */
  const BY_SERVER = 0.25;
  const answer = (path: string, body: unknown) => {
    if (path === '/') return { status: 200, body: { version: '1.18.3' } };
    const ids = (body as { filter: { must: [{ has_id: string[] }] } }).filter.must[0].has_id;
    const points = ids.map((id) => ({ id, version: 1, score: BY_SERVER }));
    return { status: 200, body: { result: { points } } };
  };
  const found = (version: number, ...ids: string[]) =>
    cache.ofHits(
      ids.map((id) => ({ item: itemPoint(id), point: itemPoint(id), version })),
      0,
    );
  const compared = async (...ids: string[]) => [
    ...(await compare({ manifest, names, connection, reader, cache }, 'words', query, ids)),
  ];

  beforeEach(async () => {
    texts = new Map([
      ['1', unit([1, 0, 0, 0])],
      ['2', unit([3, 4, 0, 0])],
    ]);
    server = await startJsonServer(({ path, body }) => answer(path, body));
    connection = await openConnection(settingsOf({ urls: [server.url], retries: 0 }));
    const ids = new Map(['1', '2', 'bare'].map((id) => [itemPoint(id), id]));
    const recordOf = (id: string) => ({
      id,
      tokens: '',
      values: '',
      texts: writeTexts(texts.has(id) ? { words: texts.get(id)! } : {}),
    });
    reader = {
      read: async (points: readonly string[]) => new Map(points.map((point) => [point, recordOf(ids.get(point)!)])),
      sample: async () => ({ records: [], isWhole: true }),
    } as unknown as RecordReader;
    cache = createRecordCache(reader, { bytes: 1e6, spaces: textSpaces(manifest), now: () => 0 });
    server.asked.length = 0;
  });
  afterEach(() => server.close());

  it('asks nobody about what a leg has found, with or without a text in the space', async () => {
    await found(1, '1', '2', 'bare');
    expect(await compared('bare', '2', '1')).toEqual([Number.NaN, expect.closeTo(0.6, 4), expect.closeTo(1, 4)]);
    expect(server.asked).toEqual([]);
  });

  it('goes by the newest text', async () => {
    await found(1, '1', '2');
    texts.set('1', unit([0, 1, 0, 0]));
    await found(2, '1');
    expect(await compared('1', '2')).toEqual([expect.closeTo(0, 4), expect.closeTo(0.6, 4)]);
    expect(server.asked).toEqual([]);
  });

  it('asks the server about what no leg has found, or this process has written', async () => {
    await found(1, '1');
    expect(await compared('2', '1')).toEqual([BY_SERVER, expect.closeTo(1, 4)]);
    cache.written([itemPoint('1')]);
    expect(await compared('1')).toEqual([BY_SERVER]);
    expect(server.asked).toHaveLength(2);
  });
});
