import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { makeDemoShop } from '#demo/shop';
import { openVitrine } from '#src/compose';
import { loadConfig } from '#src/config';
import { startServer } from '#src/http/server';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the storefront is served, and the folder of the shop with its pictures. */
    readonly shop: { readonly url: string; readonly dir: string };
  }
}

const PRODUCTS = 240;

/** Makes a small demo shop, indexes it and serves its storefront, for all browser tests together. */
export default async function serveShop({ provide }: TestProject): Promise<() => Promise<void>> {
  process.env.LANCE_CPU_THREADS = '4';
  const dir = await mkdtemp(join(tmpdir(), 'vitrine-browser-'));
  const shop = await makeDemoShop({ dir: join(dir, 'shop'), limit: PRODUCTS });
  const config = loadConfig({ env: {}, flags: { data: join(dir, 'data'), port: 0 }, cwd: dir });
  const vitrine = await openVitrine(config);
  await vitrine.index({
    catalog: 'default',
    sources: [shop.products],
    cwd: dir,
    format: 'jsonl',
    map: {},
    set: {},
    prune: false,
    yes: true,
    check: false,
    onError: 'stop',
  });
  const server = await startServer({ vitrine, config, logger: pino({ level: 'error' }, pino.destination(2)) });
  if (!(await server.storefrontReady)) throw new Error('The storefront could not be built.');
  provide('shop', { url: server.url, dir: join(dir, 'shop') });
  return async () => {
    await server.stop(0);
    await vitrine.close();
    await rm(dir, { recursive: true, force: true });
  };
}
