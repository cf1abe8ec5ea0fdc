import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How much is in a shop's folder. */
export interface Counts {
  readonly products: number;
  readonly pictures: number;
  readonly shoppers: number;
  readonly events: number;
}

/** Says what a folder holds; with `counts` when everything is there, without while it is being made. */
export interface Stamp {
  readonly version: number;
  readonly seed: number;
  readonly limit: number | null;
  readonly counts?: Counts;
}

const STAMP = 'shop.json';

/** Undefined where there is none, or none that can be read. */
export async function readStamp(dir: string): Promise<Stamp | undefined> {
  try {
    const stamp: unknown = JSON.parse(await readFile(join(dir, STAMP), 'utf8'));
    return typeof stamp === 'object' && stamp !== null && 'version' in stamp ? (stamp as Stamp) : undefined;
  } catch {
    return undefined;
  }
}

export const writeStamp = (dir: string, stamp: Stamp): Promise<void> =>
  writeWhole(join(dir, STAMP), `${JSON.stringify(stamp)}\n`);

/** Removes what a build has made; nothing else in the folder. */
export async function clear(dir: string): Promise<void> {
  for (const name of [STAMP, 'products.jsonl', 'shoppers.jsonl', 'events.jsonl', 'images', 'queries']) {
    await rm(join(dir, name), { recursive: true, force: true });
  }
}

export const writeLines = (path: string, rows: readonly object[]): Promise<void> =>
  writeWhole(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

/** A file is there whole or not at all. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.partial`;
  await writeFile(partial, content);
  await rename(partial, path);
}

export const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
