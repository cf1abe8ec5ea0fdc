import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVitrine } from '#src/compose';
import type { Catalog, Vitrine } from '#src/compose/vitrine';
import { loadConfig } from '#src/config';
import type { SearchPage } from '#src/domain/hit';
import { parseSearchRequest } from '#src/search/request';
import { DEPTHS } from '#src/search/retrieve';
import { rowsSource } from '#test/support/rows-source';

/** So many more lamps than the leg of words returns; the last ones have the word far from the beginning of long texts. */
const BEYOND = 40;
const LAMPS = Array.from({ length: DEPTHS.lexical + BEYOND }, (_, n) => {
  const isFar = n >= DEPTHS.lexical;
  return {
    id: `${isFar ? 'far' : 'near'}-${n}`,
    title: isFar ? `lamp ${Array.from({ length: 30 }, (_, word) => `w${word}x${n % 5}`).join(' ')}` : `lamp n${n}`,
    colour: n % 2 === 0 ? 'red' : 'blue',
  };
});
const FAR = LAMPS.slice(DEPTHS.lexical).map(({ id }) => id);

const { QDRANT_URL } = process.env;
const QDRANT_PREFIX = `vitrine-history-${process.pid}`;
const STORES = [
  ['LanceDB', {}, true],
  ['Qdrant (needs QDRANT_URL)', { QDRANT_URL, QDRANT_PREFIX }, QDRANT_URL !== undefined],
] as const;

describe.each(STORES)('the leg of a history over %s', (_, env, isThere) => {
  if (!isThere) {
    it.skip('finds what the words do not reach', () => {});
    return;
  }
  let dir: string;
  let vitrine: Vitrine;
  let shop: Catalog;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'vitrine-history-'));
    vitrine = await openVitrine(loadConfig({ env, flags: { data: 'data' }, cwd: dir }));
    await vitrine.index(rowsSource(dir, [...LAMPS, { id: 'cup', title: 'cup' }, { id: 'bowl', title: 'bowl' }]));
    shop = await vitrine.catalog('default');
    // Who has the cup buys lamps that words do not reach, and the bowl.
    const events = Array.from({ length: 30 }, (_, n) =>
      ['cup', 'bowl', FAR[n % 6]!, FAR[(n + 1) % 6]!].map((item) => ({
        ...{ user: `lover-${n}`, item, type: 'purchase', at: '2024-05-06T10:00:00Z' },
      })),
    ).flat();
    await vitrine.shoppers.addEvents('default', [
      ...events,
      { user: 'fan', item: 'cup', type: 'click', at: '2024-05-06T11:00:00Z' },
    ]);
    await shop.train({ parts: ['item', 'als'], yes: true });
  });
  afterAll(async () => {
    await vitrine?.close();
    await rm(dir, { recursive: true, force: true });
    if (QDRANT_URL !== undefined && 'QDRANT_PREFIX' in env) await dropCollections(QDRANT_URL);
  });

  const ask = (parameters: Readonly<Record<string, unknown>>) =>
    shop.search(parseSearchRequest({ text: 'lamp', limit: 1000, explain: 'on', ...parameters }));
  const byHistory = ({ hits }: SearchPage) => hits.filter(({ legs }) => legs!.includes('history'));

  it('finds for a broad query what the words do not reach, explained and in its place', async () => {
    const page = await ask({ user: 'fan' });
    const found = byHistory(page);
    expect(found.map(({ id }) => id).sort()).toEqual(FAR.slice(0, 6).sort());
    for (const { legs, score, why } of found) {
      expect(legs).toEqual(['history']);
      expect(why!.map(({ signal }) => signal)).toEqual(expect.arrayContaining(['lexical', 'together']));
      expect(Math.abs(why!.reduce((sum, { contribution }) => sum + contribution, 0) - score)).toBeLessThan(1e-6);
    }
    expect(page.hits[0]!.id).toMatch(/^far-/u);
    expect(page.hits.map(({ id }) => id)).not.toContain('bowl');
    expect(page.total.relation).toBe('gte');
  });

  it('keeps to the filter, and repeats no item over the pages', async () => {
    const found = byHistory(await ask({ user: 'fan', filter: 'colour:red' }));
    // With the filter the words reach all.
    expect(found).toEqual([]);
    const narrowed = byHistory(await ask({ user: 'fan', filter: '-colour:green' }));
    expect(narrowed).toHaveLength(6);
    const first = await ask({ user: 'fan' });
    const second = await ask({ user: 'fan', offset: 1000, queryId: first.queryId });
    const ids = [...first.hits, ...second.hits].map(({ id }) => id);
    expect([new Set(ids).size, ids.length]).toEqual([first.total.value, first.total.value]);
  });

  it('is not there for a stranger, nor for a query that the words reach the end of', async () => {
    const everybody = await ask({});
    expect(byHistory(everybody)).toEqual([]);
    for (const parameters of [{ user: 'stranger' }, { user: 'fan', personalise: 'off' }]) {
      const { hits, total } = await ask(parameters);
      expect([hits, total]).toEqual([everybody.hits, everybody.total]);
    }
    expect(byHistory(await ask({ user: 'fan', text: 'cup' }))).toEqual([]);
    // Many items have one of the words, and few both.
    expect(byHistory(await ask({ user: 'fan', text: 'lamp n7' }))).toEqual([]);
  });
});

async function dropCollections(url: string): Promise<void> {
  const client = new QdrantClient({ url });
  for (const { name } of (await client.getCollections()).collections)
    if (name.startsWith(QDRANT_PREFIX)) await client.deleteCollection(name);
}
