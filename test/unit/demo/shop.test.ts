import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KINDS } from '#demo/kinds/all';
import { DEMO_SEARCHES } from '#demo/searches';
import { makeDemoShop } from '#demo/shop';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vitrine-shop-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const LIMIT = 12;
const lines = async (path: string): Promise<Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Path below the folder → content. */
async function content(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path.slice(folder.length), await readFile(path, 'base64')] as const)),
  );
}

describe('makeDemoShop', () => {
  it('writes products, shoppers, events and every picture', async () => {
    const seen: number[] = [];
    const shop = await makeDemoShop({ dir, limit: LIMIT, onProgress: (done, total) => seen.push(done / total) });
    const products = await lines(shop.products);
    expect(products).toHaveLength(LIMIT);
    expect(new Set(products.map(({ category }) => (category as string[])[0])).size).toBeGreaterThan(5);
    const images = products.flatMap(({ images }) => images as string[]);
    expect(shop.counts).toMatchObject({ products: LIMIT, pictures: images.length, shoppers: 300 });
    expect(await readdir(shop.pictures)).toHaveLength(images.length);
    for (const image of images) {
      const { width, height, format } = await sharp(join(dir, image)).metadata();
      expect([width, height, image.replace('jpg', 'jpeg').endsWith(format!)]).toEqual([480, 480, true]);
    }
    const ids = new Set(products.map(({ id }) => id));
    const events = await lines(shop.events);
    expect(events).toHaveLength(shop.counts.events);
    expect(events.every(({ item }) => ids.has(item))).toBe(true);
    expect(await lines(shop.shoppers)).toHaveLength(300);
    expect(seen.at(-1)).toBe(1);
  });

  it('makes the same files from the same seed', async () => {
    const other = await mkdtemp(join(tmpdir(), 'vitrine-shop-'));
    try {
      await makeDemoShop({ dir, limit: LIMIT });
      await makeDemoShop({ dir: other, limit: LIMIT });
      expect(await content(dir)).toEqual(await content(other));
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });

  it('finds a shop that is there and leaves it alone', async () => {
    const made = await makeDemoShop({ dir, limit: LIMIT });
    const before = await stat(made.products, { bigint: true });
    const found = await makeDemoShop({ dir, limit: LIMIT });
    expect(found).toEqual({ ...made, reused: true });
    expect((await stat(made.products, { bigint: true })).mtimeNs).toBe(before.mtimeNs);
  });

  it('makes a missing file again', async () => {
    const made = await makeDemoShop({ dir, limit: LIMIT });
    const before = await readFile(made.events, 'utf8');
    await rm(made.events);
    expect((await makeDemoShop({ dir, limit: LIMIT })).reused).toBe(false);
    expect(await readFile(made.events, 'utf8')).toBe(before);
  });

  it('goes on where it was interrupted and ends the same', async () => {
    const stop = new AbortController();
    const whole = makeDemoShop({
      dir,
      limit: LIMIT,
      signal: stop.signal,
      onProgress: (done) => done === 4 && stop.abort(),
    });
    await expect(whole).rejects.toMatchObject({ code: 'interrupted' });
    const part = (await readdir(join(dir, 'images'))).filter((name) => !name.endsWith('.partial'));
    expect(part.length).toBeGreaterThanOrEqual(4);
    expect(part.length).toBeLessThan(LIMIT);
    const kept = await stat(join(dir, 'images', part[0]!), { bigint: true });
    const shop = await makeDemoShop({ dir, limit: LIMIT });
    expect(shop.reused).toBe(false);
    expect((await stat(join(dir, 'images', part[0]!), { bigint: true })).mtimeNs).toBe(kept.mtimeNs);
    expect((await readdir(shop.pictures)).length).toBe(shop.counts.pictures);
  });

  it('replaces a shop of another seed', async () => {
    await makeDemoShop({ dir, limit: LIMIT });
    const shop = await makeDemoShop({ dir, limit: LIMIT, seed: 2 });
    expect(shop.reused).toBe(false);
    expect((await readdir(shop.pictures)).length).toBe(shop.counts.pictures);
  });
});

describe('the demo searches', () => {
  it('are words, a picture, and a picture with words', () => {
    const forms = DEMO_SEARCHES.map(({ text, image }) => [text !== undefined, image !== undefined]);
    expect(forms).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('search with pictures that the shop has made, of kinds that it sells', async () => {
    await makeDemoShop({ dir, limit: 1 });
    for (const { image, shows } of DEMO_SEARCHES.filter((search) => search.image !== undefined)) {
      expect((await sharp(join(dir, image!)).metadata()).width).toBe(480);
      expect(KINDS.map(({ name }) => name)).toContain(shows!.kind);
    }
  });
});
