import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts a file in its place as a whole, so that a crash leaves it as it was or as it is to be: written beside, made
 * durable, renamed, and the name made durable.
 */
export async function writeDurably(path: string, parts: readonly (string | Uint8Array)[]): Promise<void> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w');
  try {
    // Not `writev`: on a full disk it writes a part and says nothing.
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  await syncFolder(dirname(path));
}

/** Makes the names in a folder durable, where the system lets folders be synchronised. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
