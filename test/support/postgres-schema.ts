import pg from 'pg';
import { afterEach, beforeEach } from 'vitest';
import { openPostgresState, type PostgresStateOptions } from '#src/adapters/postgres/state';
import type { StateStore } from '#src/ports/records';

/** A schema of its own for each test, with a connection beside those of the states. */
export interface PostgresSchema {
  readonly name: string;
  readonly admin: pg.Client;
  /** Closed after the test. */
  open(options?: Partial<PostgresStateOptions>): Promise<StateStore>;
}

let schemas = 0;

export function usePostgresSchema(url: string): PostgresSchema {
  const opened: StateStore[] = [];
  let name: string;
  let admin: pg.Client;
  beforeEach(async () => {
    name = `vitrine_test_${process.pid}_${Date.now()}_${++schemas}`;
    admin = new pg.Client(url);
    await admin.connect();
  });
  afterEach(async () => {
    await admin.query('ROLLBACK');
    for (const state of opened.splice(0)) await state.close();
    await admin.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
    await admin.end();
  });
  return {
    get name() {
      return name;
    },
    get admin() {
      return admin;
    },
    open: async (options = {}) => {
      const state = await openPostgresState({ url, schema: name, ...options });
      opened.push(state);
      return state;
    },
  };
}
