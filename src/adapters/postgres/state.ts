import type { StateStore } from '#src/ports/records';
import { createAnswers } from './answers.ts';
import { createApplyLast } from './apply-last.ts';
import { type DatabaseOptions, openDatabase, placeOf, SCHEMA } from './database.ts';
import { createGenerations } from './generations.ts';
import { createLeases } from './leases.ts';
import { createLists } from './lists.ts';
import { createNotices, notify } from './notices.ts';
import { createReads } from './reads.ts';
import { createRuns } from './runs.ts';
import { STATE_MIGRATIONS } from './schema.ts';
import { createShopperState } from './shopper-state.ts';
import { createSourceRows } from './source-rows.ts';
import { createSynonyms } from './synonyms.ts';
import { createWrites } from './writes.ts';

/** The database is made by its administrator, the schema in it when it is not there. */
export interface PostgresStateOptions extends Omit<DatabaseOptions, 'migrations'> {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Between two questions whether the connection of the notices still stands. Milliseconds. */
  readonly checkMs?: number;
  /** For each answer on the connections of the notices and the leases. Milliseconds. */
  readonly answerTimeoutMs?: number;
}

/**
 * All state in one schema of a PostgreSQL database, version 12 or later, which any number of processes may share.
 * Statements stay prepared on their connection, so a pooler in between must keep sessions.
 * Throws `store_unavailable`, `invalid_configuration` and `data_folder_newer`.
 */
export async function openPostgresState({ now = Date.now, ...options }: PostgresStateOptions): Promise<StateStore> {
  const db = await openDatabase({ ...options, migrations: STATE_MIGRATIONS });
  const session = { ...options, schema: options.schema ?? SCHEMA };
  const notices = createNotices(session);
  const leases = createLeases(session, placeOf(options.url));
  return {
    records: {
      ...createWrites(db),
      ...createReads(db),
      ...createRuns(db, now),
      ...createSourceRows(db),
      applyLast: createApplyLast(db),
    },
    generations: createGenerations(db, leases),
    answers: createAnswers(db),
    synonyms: createSynonyms(db),
    ...createShopperState({
      db,
      now,
      tellEvents: (query, catalog) => notify(query, { kind: 'events', catalog }),
      tellModel: (query, catalog, name) => notify(query, { kind: 'models', catalog, name }),
    }),
    notices,
    leases,
    lists: createLists(db, now),
    close: async () => {
      await notices.close();
      await leases.close();
      await db.close();
    },
  };
}
