import type { StateStore } from '#src/ports/records';
import { openDatabase } from './database.ts';
import { createGenerations } from './generations.ts';
import { createRecords } from './records.ts';

export interface SqliteOptions {
  /** The database file, or `:memory:`. */
  readonly path: string;
}

/**
 * Items of record and generations in one SQLite file, which one process must own. Writes are synchronous and durable
 * when they return (WAL, `synchronous = FULL`). Throws `data_folder_newer` for a file of a later version.
 */
export async function openSqliteState({ path }: SqliteOptions): Promise<StateStore> {
  const database = openDatabase(path);
  return {
    records: createRecords(database),
    generations: createGenerations(database),
    close: async () => {
      if (database.open) database.close();
    },
  };
}
