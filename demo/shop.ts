import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { VitrineError } from '#src/errors';
import { planCatalog } from './catalog.ts';
import { planEvents } from './events.ts';
import { drawPictures, drawSnapshots, type PictureJob } from './pictures.ts';
import type { Product } from './product.ts';
import { planShoppers } from './shoppers.ts';

export interface DemoShopOptions {
  /** Where the shop is, or will be. */
  readonly dir: string;
  /** Default 1. */
  readonly seed?: number;
  /** At most so many products, spread over the kinds, with events in proportion; default all. */
  readonly limit?: number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface DemoShop {
  /** Paths of the files and of the folder with the pictures. */
  readonly products: string;
  readonly shoppers: string;
  readonly events: string;
  readonly pictures: string;
  readonly counts: {
    readonly products: number;
    readonly pictures: number;
    readonly shoppers: number;
    readonly events: number;
  };
  /** Whether it was there already. */
  readonly reused: boolean;
}

/** Another version draws or says something differently: shops of older versions are made anew. */
export const SHOP_VERSION = 1;
const SHOPPERS = 300;
const EVENTS = 20_000;
/** Says what a folder holds: the version, the seed and the size; `complete` when everything is there. */
const STAMP = 'shop.json';
/** Pictures in the making at once: one more than cores that a small machine has. */
const AT_ONCE = 3;

interface Stamp {
  readonly version: number;
  readonly seed: number;
  readonly limit: number | null;
  readonly counts?: DemoShop['counts'];
}

/**
 * Makes the demo shop, or finds it made: `products.jsonl`, `shoppers.jsonl`, `events.jsonl`, `images/`, and `queries/`
 * with pictures to search by. The same seed gives the same files. An interrupted build goes on where it stopped.
 * Throws `interrupted` when the signal comes.
 */
export async function makeDemoShop({ dir, seed = 1, limit, onProgress, signal }: DemoShopOptions): Promise<DemoShop> {
  const stamp: Stamp = { version: SHOP_VERSION, seed, limit: limit ?? null };
  const found = await readStamp(dir);
  const same = found !== undefined && (['version', 'seed', 'limit'] as const).every((key) => found[key] === stamp[key]);
  if (same && found.counts !== undefined) return describe(dir, found.counts, true);
  if (found !== undefined && !same) await clear(dir);
  for (const folder of ['images', 'queries']) await mkdir(join(dir, folder), { recursive: true });
  await writeStamp(dir, stamp);

  const all = planCatalog(seed);
  const products = limit === undefined ? all : spread(all, limit);
  const shoppers = planShoppers(seed, SHOPPERS, products);
  const events = planEvents(seed, Math.round((EVENTS * products.length) / all.length), products, shoppers);
  await writeLines(
    join(dir, 'products.jsonl'),
    products.map(({ row }) => row),
  );
  await writeLines(join(dir, 'shoppers.jsonl'), shoppers);
  await writeLines(join(dir, 'events.jsonl'), events);
  const jobs = [...products.flatMap(drawPictures), ...drawSnapshots(all)];
  await makePictures(dir, jobs, onProgress, signal);

  const counts = {
    products: products.length,
    pictures: products.reduce((sum, { row }) => sum + row.images.length, 0),
    shoppers: shoppers.length,
    events: events.length,
  };
  await writeStamp(dir, { ...stamp, counts });
  return describe(dir, counts, false);
}

async function makePictures(
  dir: string,
  jobs: readonly PictureJob[],
  onProgress: DemoShopOptions['onProgress'],
  signal: AbortSignal | undefined,
): Promise<void> {
  let done = 0;
  const limit = pLimit(AT_ONCE);
  await limit.map(jobs, async ({ path, render }) => {
    if (signal?.aborted)
      throw new VitrineError(
        'interrupted',
        'Making the demo shop was interrupted. Run the same command again: it goes on.',
      );
    const target = join(dir, path);
    if (!(await exists(target))) await writeWhole(target, await render());
    done++;
    onProgress?.(done, jobs.length);
  });
}

/** `count` of the products, evenly over the list, so over the kinds. */
function spread(products: readonly Product[], count: number): readonly Product[] {
  const wanted = Math.min(count, products.length);
  return Array.from({ length: wanted }, (_, index) => products[Math.floor((index * products.length) / wanted)]!);
}

function describe(dir: string, counts: DemoShop['counts'], reused: boolean): DemoShop {
  const path = (name: string): string => join(dir, name);
  return {
    products: path('products.jsonl'),
    shoppers: path('shoppers.jsonl'),
    events: path('events.jsonl'),
    pictures: path('images'),
    counts,
    reused,
  };
}

/** Undefined where there is none, or none that can be read. */
async function readStamp(dir: string): Promise<Stamp | undefined> {
  try {
    return JSON.parse(await readFile(join(dir, STAMP), 'utf8')) as Stamp;
  } catch {
    return undefined;
  }
}

const writeStamp = (dir: string, stamp: Stamp): Promise<void> =>
  writeWhole(join(dir, STAMP), `${JSON.stringify(stamp)}\n`);

/** Removes what another version or seed has made; nothing else in the folder. */
async function clear(dir: string): Promise<void> {
  for (const name of [STAMP, 'products.jsonl', 'shoppers.jsonl', 'events.jsonl', 'images', 'queries']) {
    await rm(join(dir, name), { recursive: true, force: true });
  }
}

const writeLines = (path: string, rows: readonly object[]): Promise<void> =>
  writeWhole(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

/** A file is there whole or not at all. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.partial`;
  await writeFile(partial, content);
  await rename(partial, path);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
