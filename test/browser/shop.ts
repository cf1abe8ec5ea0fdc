import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { DAY_MS, planCatalog, SHOP_TIME } from '#demo/catalog';
import { planEvents } from '#demo/events';
import { drawPictures, drawSnapshots } from '#demo/pictures';
import type { Product } from '#demo/product';
import { planShoppers } from '#demo/shoppers';
import { openVitrine } from '#src/compose';
import type { Vitrine } from '#src/compose/vitrine';
import { loadConfig } from '#src/config';
import { startServer } from '#src/http/server';
import { rowsSource } from '#test/support/rows-source';

declare module 'vitest' {
  interface ProvidedContext {
    readonly shop: {
      /** Where the storefront is served. */
      readonly url: string;
      /** Where it is served by a server whose own catalog is not there; `annex` is the first there is. */
      readonly urlWithoutOwn: string;
      /** The folder of the shop with its pictures, and with those to search by. */
      readonly dir: string;
      readonly products: number;
      /** An item and what is said of its first picture. */
      readonly described: { readonly id: string; readonly text: string };
    };
  }
}

/** Kinds of the demo shop that the tests know; all variants of their products are there. */
const KINDS = [
  'sneaker',
  'boot',
  'pump',
  'sandal',
  'armchair',
  'sofa',
  'table-lamp',
  'mug',
  'coat',
  'shirt',
  't-shirt',
];

/** Products of a second catalog. */
const ANNEX = 8;

/** A mug of which a text tells what its picture shows. */
const DESCRIBED = {
  id: planCatalog(1).find(({ design }) => design.kind.name === 'mug')!.row.id,
  text: 'A mug with a handle.',
};

/** Shoppers with their events: few, and enough that something can be learned of them. */
const SHOPPERS = 60;
const EVENTS = 3_000;
/** Two shoppers with tastes of their own, the last who were there. */
const TASTES = { ben: ['sneaker', 'boot'], eva: ['table-lamp', 'armchair'] };
const LOOKED_AT = 4;

/** Makes a part of the demo shop, indexes it, learns from its shoppers and serves its storefront, for all browser tests together. */
export default async function serveShop({ provide }: TestProject): Promise<() => Promise<void>> {
  process.env.LANCE_CPU_THREADS = '4';
  const dir = await mkdtemp(join(tmpdir(), 'vitrine-browser-'));
  const products = planCatalog(1).filter(({ design }) => KINDS.includes(design.kind.name));
  await drawShop(dir, products);
  const config = loadConfig({ env: {}, flags: { data: join(dir, 'data'), port: 0 }, cwd: dir });
  const vitrine = await openVitrine(config);
  const rows = products.map(({ row }) => row);
  await vitrine.index(rowsSource(dir, rows));
  await vitrine.index(rowsSource(dir, rows.slice(0, ANNEX), 'annex'));
  await describe(vitrine);
  await learn(vitrine, products);
  const logger = pino({ level: 'error' }, pino.destination(2));
  const server = await startServer({ vitrine, config, logger });
  if (!(await server.storefrontReady)) throw new Error('The storefront could not be built.');
  const withoutOwn = await startServer({ vitrine, config, logger, defaultCatalog: 'elsewhere' });
  provide('shop', {
    url: server.url,
    urlWithoutOwn: withoutOwn.url,
    dir,
    products: products.length,
    described: DESCRIBED,
  });
  return async () => {
    await server.stop(0);
    await withoutOwn.stop(0);
    await vitrine.close();
    await rm(dir, { recursive: true, force: true });
  };
}

async function drawShop(dir: string, products: readonly Product[]): Promise<void> {
  for (const { path, render } of [...products.flatMap(drawPictures), ...drawSnapshots(products)]) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), await render());
  }
}

/** What is said of a picture, as `enrich` would have it said. */
async function describe({ catalog }: Vitrine): Promise<void> {
  const lines = async function* () {
    yield {
      line: JSON.stringify({ id: DESCRIBED.id, synonyms: [], attributes: {}, alt_text: DESCRIBED.text }),
      number: 1,
    };
  };
  await (await catalog('default')).enrichment.import(lines());
}

async function learn({ shoppers, catalog }: Vitrine, products: readonly Product[]): Promise<void> {
  const events = planEvents(1, EVENTS, products, planShoppers(1, SHOPPERS, products));
  const own = Object.entries(TASTES).flatMap(([user, kinds]) =>
    kinds.flatMap((kind) => {
      const looked = products.filter(({ design }) => design.kind.name === kind).slice(0, LOOKED_AT);
      return looked.map(({ row }, n) => ({
        ...{ user, item: row.id, type: 'view', at: new Date(SHOP_TIME + DAY_MS + n).toISOString() },
      }));
    }),
  );
  await shoppers.addEvents('default', [...events.map((event) => ({ ...event })), ...own]);
  await (await catalog('default')).train({ parts: ['item', 'als'], yes: true });
}
