import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { planCatalog } from '#demo/catalog';
import { drawPictures, drawSnapshots } from '#demo/pictures';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { startServer } from '#src/http/server';

declare module 'vitest' {
  interface ProvidedContext {
    readonly shop: {
      /** Where the storefront is served. */
      readonly url: string;
      /** The folder of the shop with its pictures, and with those to search by. */
      readonly dir: string;
      readonly products: number;
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

/** Makes a part of the demo shop, indexes it and serves its storefront, for all browser tests together. */
export default async function serveShop({ provide }: TestProject): Promise<() => Promise<void>> {
  process.env.LANCE_CPU_THREADS = '4';
  const dir = await mkdtemp(join(tmpdir(), 'vitrine-browser-'));
  const products = await makeShop(dir);
  const config = loadConfig({ env: {}, flags: { data: join(dir, 'data'), port: 0 }, cwd: dir });
  const vitrine = await openVitrine(config);
  await vitrine.index({
    catalog: 'default',
    sources: [join(dir, 'products.jsonl')],
    cwd: dir,
    format: 'jsonl',
    map: {},
    set: {},
    prune: false,
    yes: true,
    check: false,
    onError: 'stop',
  });
  const known = ['ben', 'eva'].map((user) => ({ user, item: 'mug', type: 'view', at: '2025-01-01' }));
  await vitrine.shoppers.addEvents('default', known);
  const server = await startServer({ vitrine, config, logger: pino({ level: 'error' }, pino.destination(2)) });
  if (!(await server.storefrontReady)) throw new Error('The storefront could not be built.');
  provide('shop', { url: server.url, dir, products });
  return async () => {
    await server.stop(0);
    await vitrine.close();
    await rm(dir, { recursive: true, force: true });
  };
}

async function makeShop(dir: string): Promise<number> {
  const products = planCatalog(1).filter(({ design }) => KINDS.includes(design.kind.name));
  for (const { path, render } of [...products.flatMap(drawPictures), ...drawSnapshots(products)]) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), await render());
  }
  await writeFile(join(dir, 'products.jsonl'), products.map(({ row }) => `${JSON.stringify(row)}\n`).join(''));
  return products.length;
}
