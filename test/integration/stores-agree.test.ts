import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planCatalog } from '#demo/catalog';
import type { ProductRow } from '#demo/product';
import { openLanceStore } from '#src/adapters/lance/store';
import { openQdrantStore } from '#src/adapters/qdrant/store';
import type { Hit } from '#src/domain/hit';
import { type AttributeValue, ITEM_FIELDS } from '#src/domain/item';
import { openSearchShop, type SearchShop, type ShopItem } from '#test/support/search-shop';

const url = process.env.QDRANT_URL;
const QUERIES = 300;

/** The demo's products without pictures. */
const rows = planCatalog(1).map(({ row }) => row);

function itemOf({ images: _, ...row }: ProductRow): ShopItem {
  const isField = (name: string) => ITEM_FIELDS.some((field) => field === name);
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  const attributes = entries.filter(([name]) => !isField(name)) as [string, AttributeValue][];
  const fields = Object.fromEntries(entries.filter(([name]) => isField(name))) as unknown as ShopItem;
  return { ...fields, attributes: Object.fromEntries(attributes) };
}

/** Nothing but a title: then what titles have in common counts, which hangs on all the best together. */
const titleOf = ({ id, title }: ProductRow): ShopItem => ({ id, title });

/** Two neighbouring words of every n-th title, some of them within a filter. */
const queries = Array.from({ length: QUERIES }, (_, i) => {
  const { title, colour, category } = rows[Math.floor((i * rows.length) / QUERIES)]!;
  const words = title.split(' ');
  const at = i % Math.max(1, words.length - 1);
  const filter = [
    [],
    [`colour:${colour}`],
    [`category:"${category[0]}"`, '-availability:out_of_stock'],
    ['price:10..80'],
  ][i % 4]!;
  return { text: words.slice(at, at + 2).join(' '), filter };
});

describe('the embedded store and Qdrant', () => {
  if (url === undefined) {
    it.skip('rank alike: needs a server, set QDRANT_URL', () => {});
    return;
  }
  const dir = mkdtempSync(join(tmpdir(), 'vitrine-agree-'));
  const prefix = `vitrine-agree-${process.pid}`;
  let lance: SearchShop;
  let qdrant: SearchShop;
  let titlesInLance: SearchShop;
  let titlesInQdrant: SearchShop;

  beforeAll(async () => {
    const [items, titles] = [rows.map(itemOf), rows.map(titleOf)];
    lance = await openSearchShop(items, {}, await openLanceStore({ dir: join(dir, 'whole') }));
    qdrant = await openSearchShop(items, {}, await openQdrantStore({ urls: [url], prefix: `${prefix}-whole` }));
    titlesInLance = await openSearchShop(titles, {}, await openLanceStore({ dir: join(dir, 'titles') }));
    titlesInQdrant = await openSearchShop(
      titles,
      {},
      await openQdrantStore({ urls: [url], prefix: `${prefix}-titles` }),
    );
  });
  afterAll(async () => {
    for (const shop of [lance, qdrant, titlesInLance, titlesInQdrant]) await shop?.close();
    rmSync(dir, { recursive: true });
    const client = new QdrantClient({ url });
    for (const { name } of (await client.getCollections()).collections) {
      if (name.startsWith(prefix)) await client.deleteCollection(name);
    }
  });

  const candidates = async (shop: SearchShop, query: (typeof queries)[number]) => {
    const { hits } = await shop.ask({ ...query, limit: 1000, cutoff: 'off', explain: true, facets: 'none' });
    return new Map(hits.map((hit) => [hit.id, hit]));
  };
  const rawOf = (hit: Hit) => new Map(hit.why!.map(({ signal, raw }) => [signal, raw]));

  it(`have the same candidates for ${QUERIES} queries and give them the same scores`, async () => {
    let common = 0;
    let all = 0;
    const different: unknown[] = [];
    for (const query of queries) {
      const [here, there] = [await candidates(lance, query), await candidates(qdrant, query)];
      const shared = [...here.keys()].filter((id) => there.has(id));
      common += 2 * shared.length;
      all += here.size + there.size;
      for (const id of shared) {
        const [own, other] = [rawOf(here.get(id)!), rawOf(there.get(id)!)];
        const far = (signal: string, tolerance: number) => Math.abs(own.get(signal)! - other.get(signal)!) > tolerance;
        const [score, otherScore] = [here.get(id)!.score, there.get(id)!.score];
        // Lance holds vectors of texts with 16 bits a number.
        if (far('lexical', 1e-9) || far('text', 3e-5) || Math.abs(score - otherScore) > 1e-5) {
          different.push({ ...query, id, own, other, score, otherScore });
        }
      }
    }
    expect(different).toEqual([]);
    expect(all).toBeGreaterThan(QUERIES * 10);
    expect(common / all).toBeGreaterThan(0.98);
  }, 600_000);

  it('give titles alone the same scores, to which what the best have in common adds', async () => {
    const different: unknown[] = [];
    let heard = 0;
    for (const { text } of queries.filter((_, i) => i % 3 === 0)) {
      const [here, there] = [
        await candidates(titlesInLance, { text, filter: [] }),
        await candidates(titlesInQdrant, { text, filter: [] }),
      ];
      for (const [id, hit] of here) {
        const other = there.get(id);
        if (other === undefined) continue;
        if (rawOf(hit).get('agreement')! > 0) heard++;
        if (Math.abs(hit.score - other.score) > 2e-5) different.push({ text, id, hit, other });
      }
    }
    expect(different).toEqual([]);
    expect(heard).toBeGreaterThan(1000);
  }, 600_000);

  it('show the same first page', async () => {
    for (const query of queries.filter((_, i) => i % 10 === 0)) {
      const [here, there] = [await lance.ask({ ...query, limit: 5 }), await qdrant.ask({ ...query, limit: 5 })];
      expect(there.hits.map(({ id }) => id)).toEqual(here.hits.map(({ id }) => id));
    }
  });

  it('browse alike', async () => {
    for (const filter of [[], ['colour:red'], ['price:..40']]) {
      const asked = { filter, facets: ['colour', 'price', 'category'], limit: 40, sort: 'price:desc' };
      const [here, there] = [await lance.ask(asked), await qdrant.ask(asked)];
      expect(there.hits.map(({ id }) => id)).toEqual(here.hits.map(({ id }) => id));
      expect(there.total).toEqual(here.total);
      expect(there.facets).toEqual(here.facets);
    }
  });
});
