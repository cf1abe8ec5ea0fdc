import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes by address, in a folder of limited size. Losing any of it is no loss but of time. */
export interface PictureCache {
  get(url: string): Promise<Uint8Array | undefined>;
  put(url: string, bytes: Uint8Array): Promise<void>;
}

/** How full the folder is after the pictures used longest ago went. */
const FULL_AFTER = 0.8;

export async function openPictureCache({ dir, maxBytes }: { dir: string; maxBytes: number }): Promise<PictureCache> {
  await mkdir(dir, { recursive: true });
  /** Counted when something is first put. */
  let total: Promise<number> | undefined;
  let added = 0;
  const makeRoom = async (fresh: string): Promise<void> => {
    const files = (await listFiles(dir)).sort((a, b) => a.usedMs - b.usedMs);
    let left = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes } of files) {
      if (left <= maxBytes * FULL_AFTER) break;
      if (path === fresh) continue;
      await rm(path, { force: true });
      left -= bytes;
    }
    total = Promise.resolve(left);
    added = 0;
  };
  return {
    async get(url) {
      const path = join(dir, nameOf(url));
      const bytes = await readFile(path).catch(() => undefined);
      if (bytes) await utimes(path, new Date(), new Date()).catch(() => {});
      return bytes;
    },
    async put(url, bytes) {
      total ??= listFiles(dir).then((files) => files.reduce((sum, file) => sum + file.bytes, 0));
      if (bytes.length > maxBytes * FULL_AFTER) return;
      const path = join(dir, nameOf(url));
      const fresh = `${path}.${randomUUID()}`;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(fresh, bytes);
      await rename(fresh, path);
      added += bytes.length;
      if ((await total) + added > maxBytes) await makeRoom(path);
    },
  };
}

function nameOf(url: string): string {
  const name = createHash('sha256').update(url).digest('hex');
  return join(name.slice(0, 2), name.slice(2));
}

interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
}

async function listFiles(dir: string): Promise<KeptFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files: KeptFile[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(() => undefined);
    if (found) files.push({ path, bytes: found.size, usedMs: found.mtimeMs });
  }
  return files;
}
