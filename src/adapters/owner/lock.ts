import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';

/** What the owner of a data folder says of itself. */
const OwnerNote = z.object({ pid: z.number(), since: z.string(), version: z.string(), socket: z.string() });
export type OwnerNote = z.infer<typeof OwnerNote>;

export interface Lock {
  /** Tells others who the owner is and where it listens. */
  note(note: OwnerNote): void;
  release(): void;
}

/**
 * Takes the lock of a data folder, or answers undefined when another process has it. The lock is the exclusive lock of an
 * SQLite file, so the operating system takes it from a process that dies, however it dies.
 */
export function takeLock(dir: string): Lock | undefined {
  const database = new Database(join(dir, 'owner.db'));
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked|busy/iu.test(error.message)) return undefined;
    throw error;
  }
  return {
    note: (note) => writeFileSync(notePath(dir), JSON.stringify(note)),
    release: () => database.close(),
  };
}

/** What the present or the last owner wrote; undefined when nothing readable is there. */
export function readNote(dir: string): OwnerNote | undefined {
  try {
    return OwnerNote.parse(JSON.parse(readFileSync(notePath(dir), 'utf8')));
  } catch {
    return undefined;
  }
}

function notePath(dir: string): string {
  return join(dir, 'owner.json');
}
