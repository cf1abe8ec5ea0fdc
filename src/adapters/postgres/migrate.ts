import type pg from 'pg';
import { VitrineError } from '#src/errors';
import { codeOf } from './failure.ts';

export interface MigrateOptions {
  /** The server, for messages. */
  readonly where: string;
  readonly schema: string;
  readonly migrations: readonly string[];
}

/** Any number that no other program is likely to lock; the second half of the key is the schema. */
const LOCK_CLASS = 0x56495452;
const DUPLICATE_TABLE = '42P07';

/**
 * Brings the schema up to date, within a transaction. Processes that start at the same time follow each other, and all
 * but the first find nothing to do.
 */
export async function migrate(client: pg.PoolClient, options: MigrateOptions): Promise<void> {
  const { where, schema, migrations } = options;
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [LOCK_CLASS, schema]);
  await checkEncoding(client, where);
  const version = await readVersion(client, schema);
  if (version > migrations.length) {
    throw new VitrineError(
      'data_folder_newer',
      `The schema "${schema}" of PostgreSQL at ${where} was written by a newer version of Vitrine (schema ${version}; ` +
        `this one knows up to ${migrations.length}). Use that version, or another database.`,
    );
  }
  try {
    for (const migration of migrations.slice(version)) await client.query(migration);
  } catch (error) {
    if (version > 0 || codeOf(error) !== DUPLICATE_TABLE) throw error;
    throw new VitrineError(
      'invalid_configuration',
      `The schema "${schema}" of PostgreSQL at ${where} holds tables of another program. Use another database.`,
      { cause: error },
    );
  }
  if (version < migrations.length) await client.query('UPDATE schema_version SET version = $1', [migrations.length]);
}

/** Ids are any text, and their order is by code point: both need UTF-8. */
async function checkEncoding(client: pg.PoolClient, where: string): Promise<void> {
  const { rows } = await client.query<{ encoding: string }>("SELECT current_setting('server_encoding') AS encoding");
  const encoding = rows[0]!.encoding;
  if (encoding === 'UTF8') return;
  throw new VitrineError(
    'invalid_configuration',
    `The database of PostgreSQL at ${where} has the encoding ${encoding}. Make one with: ` +
      "CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0.",
  );
}

/** 0 for a schema that is new; it is made when needed, which takes a right that is not needed later. */
async function readVersion(client: pg.PoolClient, schema: string): Promise<number> {
  const { rows } = await client.query<{ schema: boolean; versions: boolean }>(
    `SELECT to_regnamespace($1) IS NOT NULL AS schema, to_regclass($1 || '.schema_version') IS NOT NULL AS versions`,
    [schema],
  );
  const there = rows[0]!;
  if (!there.schema) await client.query(`CREATE SCHEMA ${schema}`);
  if (!there.versions) {
    await client.query('CREATE TABLE schema_version (version INTEGER NOT NULL)');
    await client.query('INSERT INTO schema_version VALUES (0)');
  }
  const versions = await client.query<{ version: number }>('SELECT version FROM schema_version');
  return versions.rows[0]!.version;
}
