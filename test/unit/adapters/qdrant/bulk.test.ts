import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBulk } from '#src/adapters/qdrant/bulk';
import { type Connection, openConnection } from '#src/adapters/qdrant/connection';
import { createFieldIndexes } from '#src/adapters/qdrant/indexes';
import { indexLikelyFacets, profilesOfDocuments } from '#src/adapters/qdrant/likely-facets';
import { collectionNames } from '#src/adapters/qdrant/names';
import { settingsOf } from '#src/adapters/qdrant/options';
import { aDocument, aManifest } from '#test/support/index-documents';
import { type JsonServer, startJsonServer } from '#test/support/json-server';

let server: JsonServer;
let connection: Connection;
let fails: boolean;

beforeEach(async () => {
  fails = false;
  server = await startJsonServer(({ path }) => {
    if (path === '/') return { status: 200, body: { version: '1.18.3' } };
    return fails
      ? { status: 400, body: { status: { error: 'no' } } }
      : { status: 200, body: { result: { status: 'completed' } } };
  });
  connection = await openConnection(settingsOf({ urls: [server.url] }));
});
afterEach(() => server.close());

describe('bulk', () => {
  const thresholds = () =>
    server.asked.filter(({ method }) => method === 'PATCH').map(({ path, body }) => [path, body] as const);

  it('holds building back and lets it go on, once', async () => {
    const bulk = createBulk(connection, ['a'], false);
    await bulk.end();
    expect(thresholds()).toEqual([]);
    await bulk.begin();
    await bulk.end();
    await bulk.end();
    expect(thresholds()).toEqual([
      ['/collections/a', { optimizers_config: { indexing_threshold: 0 } }],
      ['/collections/a', { optimizers_config: { indexing_threshold: 10_000 } }],
    ]);
  });

  it('lets go on what another process left held back', async () => {
    await createBulk(connection, ['a', 'b'], true).end();
    expect(
      thresholds()
        .map(([path]) => path)
        .sort(),
    ).toEqual(['/collections/a', '/collections/b']);
  });
});

describe('indexes of fields', () => {
  const names = collectionNames('vitrine', 'shop', 'g1');
  const indexed = () =>
    server.asked
      .filter(({ path }) => path.includes('/index'))
      .map(
        ({ path, body }) =>
          `${path.includes('_pictures') ? 'pictures' : 'items'} ${(body as { field_name: string }).field_name}`,
      )
      .sort();
  const make = (alreadyMade = 0) => createFieldIndexes({ manifest: aManifest(), names, connection, alreadyMade });

  it('are made when they are first needed, where they are needed, and not for what has one', async () => {
    const indexes = make();
    await Promise.all([indexes.ensureNumbers(['weight', 'price']), indexes.ensureNumbers(['weight'])]);
    await indexes.ensureCounts('values', 'colour');
    expect(indexed()).toEqual(['items numbers."weight"', 'items values."colour"', 'pictures numbers."weight"']);
  });

  it('are not made without end', async () => {
    expect(await make(95).ensureCounts('values', 'colour')).toBe(true);
    expect(await make(96).ensureCounts('values', 'colour')).toBe(false);
  });

  it('are tried again when making one failed', async () => {
    const indexes = make();
    fails = true;
    await expect(indexes.ensureCounts('values', 'colour')).rejects.toMatchObject({ code: 'internal' });
    fails = false;
    expect(await indexes.ensureCounts('values', 'colour')).toBe(true);
  });

  it('are made for what the first items let expect', async () => {
    const documents = Array.from({ length: 20 }, (_, i) =>
      aDocument(String(i), {
        values: { colour: ['red', 'blue'][i % 2]!, price: i, same: 'x', ...(i < 2 && { rare: `v${i}` }) },
      }),
    );
    await indexLikelyFacets(profilesOfDocuments(documents), make());
    expect(indexed()).toEqual(['items firstNumber."price"', 'items values."colour"', 'items values."rare"']);
  });
});
