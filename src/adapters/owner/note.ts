import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What the owner of a data folder says of itself, for others to find it. */
const OwnerNote = z.object({
  pid: z.number(),
  /** ISO 8601. */
  since: z.string(),
  version: z.string(),
  /** Absolute path of the socket. */
  socket: z.string(),
});
export type OwnerNote = Readonly<z.infer<typeof OwnerNote>>;

const notePath = (dir: string): string => join(dir, 'owner.json');

export async function writeNote(dir: string, note: OwnerNote): Promise<void> {
  const fresh = `${notePath(dir)}.new`;
  await writeFile(fresh, JSON.stringify(note), { mode: 0o600 });
  await rename(fresh, notePath(dir));
}

/** What the present or the last owner wrote; undefined when nothing readable is there. */
export async function readNote(dir: string): Promise<OwnerNote | undefined> {
  try {
    return OwnerNote.parse(JSON.parse(await readFile(notePath(dir), 'utf8')));
  } catch {
    return undefined;
  }
}

export async function removeNote(dir: string): Promise<void> {
  await rm(notePath(dir), { force: true });
}
