import type { StateStore } from '#src/ports/records';
import { createAnswers } from './answers.ts';
import { createCatalogs } from './catalogs.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { createGenerations } from './generations.ts';
import { createLeases, createShares } from './leases.ts';
import { createNotices, tellingGenerations, tellingRecords } from './notices.ts';
import { createRecords } from './records.ts';
import { STATE_MIGRATIONS } from './schema.ts';
import { createShopperState } from './shopper-state.ts';
import { createSynonyms } from './synonyms.ts';

/** The database's file is made when there is none, its folder is not. */
export interface SqliteStateOptions extends Omit<DatabaseOptions, 'migrations'> {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** All state in one SQLite file. Throws `data_folder_newer` and `data_folder_damaged`. */
export async function openSqliteState({ now = Date.now, ...options }: SqliteStateOptions): Promise<StateStore> {
  const db = await openDatabase({ ...options, migrations: STATE_MIGRATIONS });
  const catalogs = createCatalogs(db);
  const notices = createNotices();
  return {
    records: tellingRecords(createRecords(db, catalogs, now), notices),
    generations: tellingGenerations(createGenerations(db, catalogs, createShares()), notices),
    ...createShopperState({
      db,
      path: options.path,
      catalogs,
      onEvents: (catalog) => notices.tell({ kind: 'events', catalog }),
      onModel: (catalog, name) => notices.tell({ kind: 'models', catalog, name }),
    }),
    notices,
    leases: createLeases(),
    lists: null,
    answers: createAnswers(db, catalogs),
    synonyms: createSynonyms(db, catalogs),
    close: db.close,
  };
}
