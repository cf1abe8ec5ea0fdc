import pg from 'pg';
import { afterAll, describe, it } from 'vitest';
import { openPostgresState } from '#src/adapters/postgres/state';
import { describeStateStore } from './state.ts';

const url = process.env.DATABASE_URL;

if (url) {
  const schema = `vitrine_contract_${process.pid}_${Date.now()}`;
  const open = () => openPostgresState({ url, schema });
  describeStateStore('PostgreSQL', open, { openBeside: open, tellsOthers: true });
  afterAll(async () => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.end();
  });
} else {
  describe('state: PostgreSQL', () =>
    it.skip('needs a server: set DATABASE_URL, e.g. postgres://postgres@127.0.0.1:5432/postgres', () => {}));
}
