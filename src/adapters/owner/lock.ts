import { join } from 'node:path';
import Libsql from 'libsql';
import { asVitrineError, VitrineError } from '#src/errors';

/** Held until it is released or the process ends, however it ends. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock of a data folder; undefined when it is held, also by this process itself. It is the exclusive lock of
 * an SQLite file, which the operating system takes away from a process that dies. Nothing may open that file by other
 * means: closing it would drop the lock.
 */
export function takeLock(dir: string): Lock | undefined {
  let database: Libsql.Database | undefined;
  try {
    database = new Libsql(join(dir, 'owner.db'), { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'SQLITE_BUSY') return undefined;
    throw explain(error, String(code), dir);
  }
  const held = database;
  return { release: () => void held.close() };
}

function explain(error: unknown, code: string, dir: string): VitrineError {
  if (code.startsWith('SQLITE_NOTADB')) {
    return new VitrineError(
      'data_folder_damaged',
      `${join(dir, 'owner.db')} is not what Vitrine wrote. Delete that file when no process uses the folder.`,
      { cause: error },
    );
  }
  const known = asVitrineError(error);
  if (known.code === 'storage_full') return known;
  return new VitrineError(
    'invalid_configuration',
    `The data folder ${dir} cannot be locked (${known.message}). Check that it may be written, or use another with --data.`,
    { cause: error },
  );
}
