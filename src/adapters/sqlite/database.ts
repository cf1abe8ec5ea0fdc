import Database from 'libsql';
import { VitrineError } from '#src/errors';
import { MIGRATIONS } from './migrations.ts';

export type Sqlite = InstanceType<typeof Database>;

/** Opens the database, brings its tables up to date, and makes every commit durable before it returns. */
export function openDatabase(path: string): Sqlite {
  const database = new Database(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  migrate(database, path);
  return database;
}

function migrate(database: Sqlite, path: string): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get([]) as { user_version: number };
  if (version > MIGRATIONS.length) {
    database.close();
    const versions = `its version is ${version}, this program knows ${MIGRATIONS.length}`;
    throw new VitrineError(
      'data_folder_newer',
      `${path} was written by a newer Vitrine (${versions}). Use that one, or another data folder.`,
    );
  }
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index >= version) database.exec(`BEGIN IMMEDIATE; ${statements} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}

/** Runs the work in one transaction: all of it happens, or nothing. */
export function transaction<Result>(database: Sqlite, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
