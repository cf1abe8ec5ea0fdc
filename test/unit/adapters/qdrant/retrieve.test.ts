import { afterEach, describe, expect, it } from 'vitest';
import { openConnection } from '#src/adapters/qdrant/connection';
import { itemPoint, picturePoint } from '#src/adapters/qdrant/ids';
import { createFieldIndexes } from '#src/adapters/qdrant/indexes';
import { collectionNames } from '#src/adapters/qdrant/names';
import { settingsOf } from '#src/adapters/qdrant/options';
import { createRecordCache } from '#src/adapters/qdrant/record-cache';
import { createRecordReader } from '#src/adapters/qdrant/record-reader';
import { createRetrieve } from '#src/adapters/qdrant/retrieve';
import type { Leg } from '#src/ports/generations';
import { aManifest, unit } from '#test/support/index-documents';
import { type Answer, type Asked, type JsonServer, startJsonServer } from '#test/support/json-server';

const manifest = aManifest();
const names = collectionNames('vitrine', 'shop', 'g1');
const LEGS: readonly Leg[] = [
  { kind: 'vector', space: 'looks', vector: unit([1, 0, 0]), depth: 2 },
  { kind: 'vector', space: 'words', vector: unit([1, 0, 0, 0]), depth: 2 },
  { kind: 'identifier', identifiers: ['A1'], depth: 2 },
];

type Search = { readonly using?: string; readonly limit: number };
const BROKEN: Answer = { status: 500, body: { status: { error: 'shard 2 is broken' } } };

const servers: JsonServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Retrieval over a server that answers each batch as told; records are there for every point. */
async function retrieveOver(
  answer: (searches: readonly Search[], asked: Asked) => Answer,
  hasPictures: () => Promise<boolean> = async () => true,
) {
  const server = await startJsonServer((asked) => {
    if (asked.path === '/') return { status: 200, body: { version: '1.18.3' } };
    if (asked.path.includes('/query/batch')) return answer((asked.body as { searches: Search[] }).searches, asked);
    const { ids } = asked.body as { ids: string[] };
    return {
      status: 200,
      body: {
        result: ids.map((id) => ({ id, payload: { id: `item ${id.slice(0, 4)}`, tokens: '', values: '', texts: '' } })),
      },
    };
  });
  servers.push(server);
  const settings = settingsOf({ urls: [server.url], retries: 0 });
  const connection = await openConnection(settings);
  const cache = createRecordCache(createRecordReader(connection, names.records), { bytes: 1e6 });
  const indexes = createFieldIndexes({ manifest, names, connection, alreadyMade: 0 });
  return { server, retrieve: createRetrieve({ manifest, names, connection, cache, indexes, hasPictures, settings }) };
}

const found = (...points: readonly string[]) => ({
  points: points.map((id, i) => ({ id, version: 1, score: 1 - i / 10 })),
});
const answered = (searches: readonly Search[]): Answer => ({
  status: 200,
  body: {
    result: searches.map(({ using }) =>
      found(using === 'space_looks' ? picturePoint(itemPoint('p'), 0) : itemPoint('i')),
    ),
  },
});

describe('retrieval when something fails', () => {
  it('answers without the pictures when only their collection is broken', async () => {
    const { retrieve } = await retrieveOver((searches) =>
      searches[0]!.using === 'space_looks' ? BROKEN : answered(searches),
    );
    const [looks, words, identifier] = await retrieve(LEGS, []);
    expect(looks).toMatchObject({ ids: [], cut: true, failed: expect.stringContaining('shard 2 is broken') });
    expect([words!.ids.length, words!.failed, identifier!.ids.length]).toEqual([1, undefined, 1]);
  });

  it('asks legs one by one when the server refuses them together', async () => {
    const { retrieve } = await retrieveOver((searches) =>
      searches.some(({ using }) => using === 'space_words') ? BROKEN : answered(searches),
    );
    const [looks, words, identifier] = await retrieve(LEGS, []);
    expect([looks!.ids.length, words!.ids.length, identifier!.ids.length]).toEqual([1, 0, 1]);
    expect(words!.failed).toContain('shard 2 is broken');
  });

  it('throws when nothing could be answered', async () => {
    const { retrieve } = await retrieveOver(() => BROKEN);
    await expect(retrieve(LEGS, [])).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('throws when nothing was answered but that there are no pictures', async () => {
    const { retrieve } = await retrieveOver(
      () => BROKEN,
      async () => false,
    );
    await expect(retrieve(LEGS, [])).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('throws at once what is wrong with the question', async () => {
    const { retrieve } = await retrieveOver((searches) =>
      searches.length > 1 ? { status: 400, body: { status: { error: 'bad filter' } } } : answered(searches),
    );
    await expect(retrieve(LEGS, [])).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('retrieval of pictures', () => {
  it('asks for more points until there are enough items, and begins with more the next time', async () => {
    const limits: number[] = [];
    const { retrieve } = await retrieveOver(([search]) => {
      limits.push(search!.limit);
      // Forty pictures of each item, one item after the other.
      const points = Array.from({ length: search!.limit }, (_, i) =>
        picturePoint(itemPoint(`p${Math.floor(i / 40)}`), i % 40),
      );
      return { status: 200, body: { result: [found(...points)] } };
    });
    const [first] = await retrieve([LEGS[0]!], []);
    expect([new Set(first!.ids).size, first!.cut]).toEqual([2, true]);
    expect([...first!.pictures!]).toEqual([0, 0]);
    expect(limits.at(-1)).toBeGreaterThan(80);
    const before = limits.length;
    await retrieve([LEGS[0]!], []);
    expect(limits.length - before).toBeLessThan(before);
  });
});
