import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { VitrineError } from '#src/errors';
import { planCatalog } from './catalog.ts';
import { planEvents } from './events.ts';
import { type Counts, clear, isFile, readStamp, type Stamp, writeLines, writeStamp, writeWhole } from './folder.ts';
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
  /** Pictures done and in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface DemoShop {
  /** Paths of the files. */
  readonly products: string;
  readonly shoppers: string;
  readonly events: string;
  /** Path of the folder with the products' pictures. */
  readonly pictures: string;
  readonly counts: Counts;
  /** Whether it was there already. */
  readonly reused: boolean;
}

/** Another version draws or says something differently: shops of other versions are made anew. */
const SHOP_VERSION = 1;
const SHOPPERS = 300;
const EVENTS = 20_000;
/** Pictures in the making at once: keeps two cores busy while one is written to disk. */
const AT_ONCE = 3;

/**
 * Makes the demo shop, or finds it made: `products.jsonl`, `shoppers.jsonl`, `events.jsonl`, `images/`, and `queries/`
 * with pictures to search by. The same seed gives the same files. An interrupted build goes on where it stopped.
 * Throws `interrupted` when the signal comes.
 */
export async function makeDemoShop(options: DemoShopOptions): Promise<DemoShop> {
  const { dir, seed = 1, limit } = options;
  const stamp: Stamp = { version: SHOP_VERSION, seed, limit: limit ?? null };
  const found = await readStamp(dir);
  const same = found?.version === stamp.version && found.seed === seed && found.limit === stamp.limit;
  if (same && found.counts !== undefined && (await isComplete(dir)))
    return { ...pathsIn(dir), counts: found.counts, reused: true };
  if (found !== undefined && !same) await clear(dir);
  for (const folder of ['images', 'queries']) await mkdir(join(dir, folder), { recursive: true });
  await writeStamp(dir, stamp);
  const counts = await build(options, seed);
  await writeStamp(dir, { ...stamp, counts });
  return { ...pathsIn(dir), counts, reused: false };
}

async function build({ dir, limit, onProgress, signal }: DemoShopOptions, seed: number): Promise<Counts> {
  const all = planCatalog(seed);
  const products = limit === undefined ? all : spread(all, limit);
  const shoppers = planShoppers(seed, SHOPPERS, products);
  const events = planEvents(seed, Math.round((EVENTS * products.length) / all.length), products, shoppers);
  const rows = products.map(({ row }) => row);
  const paths = pathsIn(dir);
  await writeLines(paths.products, rows);
  await writeLines(paths.shoppers, shoppers);
  await writeLines(paths.events, events);
  const pictures = products.flatMap(drawPictures);
  await makePictures(dir, [...pictures, ...drawSnapshots(all)], onProgress, signal);
  return { products: products.length, pictures: pictures.length, shoppers: shoppers.length, events: events.length };
}

async function makePictures(
  dir: string,
  jobs: readonly PictureJob[],
  onProgress: DemoShopOptions['onProgress'],
  signal: AbortSignal | undefined,
): Promise<void> {
  let done = 0;
  await pLimit(AT_ONCE).map(jobs, async ({ path, render }) => {
    if (signal?.aborted) {
      throw new VitrineError('interrupted', 'The demo shop is not complete. Run the same command again: it goes on.');
    }
    const target = join(dir, path);
    if (!(await isFile(target))) await writeWhole(target, await render());
    done++;
    onProgress?.(done, jobs.length);
  });
}

/** `count` of the products, evenly over the list, so over the kinds. */
function spread(products: readonly Product[], count: number): readonly Product[] {
  const wanted = Math.min(count, products.length);
  return Array.from({ length: wanted }, (_, index) => products[Math.floor((index * products.length) / wanted)]!);
}

/** The stamp may outlive a file that somebody has moved away. */
async function isComplete(dir: string): Promise<boolean> {
  const { products, shoppers, events } = pathsIn(dir);
  const there = await Promise.all([products, shoppers, events].map(isFile));
  return !there.includes(false);
}

const pathsIn = (dir: string): Pick<DemoShop, 'products' | 'shoppers' | 'events' | 'pictures'> => ({
  products: join(dir, 'products.jsonl'),
  shoppers: join(dir, 'shoppers.jsonl'),
  events: join(dir, 'events.jsonl'),
  pictures: join(dir, 'images'),
});
