import type { StateStore } from '#src/ports/records';
import { createAnswers } from './answers.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { createGenerations } from './generations.ts';
import { createReads } from './reads.ts';
import { createRuns } from './runs.ts';
import { STATE_MIGRATIONS } from './schema.ts';
import { createShopperState } from './shopper-state.ts';
import { createWrites } from './writes.ts';

/** The database is made by its administrator, the schema in it when it is not there. */
export interface PostgresStateOptions extends Omit<DatabaseOptions, 'migrations'> {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * All state in one schema of a PostgreSQL database, version 12 or later, which any number of processes may share.
 * Statements stay prepared on their connection, so a pooler in between must keep sessions.
 * Throws `store_unavailable`, `invalid_configuration` and `data_folder_newer`.
 */
export async function openPostgresState({ now = Date.now, ...options }: PostgresStateOptions): Promise<StateStore> {
  const db = await openDatabase({ ...options, migrations: STATE_MIGRATIONS });
  return {
    records: { ...createWrites(db), ...createReads(db), ...createRuns(db, now) },
    generations: createGenerations(db),
    answers: createAnswers(db),
    ...createShopperState({ db, now, tellEvents: async () => {}, tellModel: async () => {} }),
    close: db.close,
  };
}
