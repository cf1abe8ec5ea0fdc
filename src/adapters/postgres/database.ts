import pLimit, { type LimitFunction } from 'p-limit';
import pg from 'pg';
import { VitrineError } from '#src/errors';
import { errorOf, isUnavailable } from './failure.ts';
import { migrate } from './migrate.ts';

/** Prepared once for each connection, under its name; a name stands for one text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type SqlValue = string | number | boolean | null | Uint8Array | readonly string[] | readonly number[];

/** Runs a statement and gives its rows; the caller states the columns of its own SQL. */
export type Query = <Row extends object>(statement: Statement, values: readonly SqlValue[]) => Promise<Row[]>;

/** A pool of connections. Errors come translated, see `errorOf`. */
export interface Database {
  /** One statement by itself: it sees one state of the data. */
  readonly query: Query;
  /**
   * Runs the work in a transaction, durable when it returns; undone when the work throws. Works of one catalog follow
   * each other already within the process, so that those waiting for its lock do not hold all connections.
   * A connection that breaks at the very commit leaves open whether it happened; then this is an error too.
   */
  write<Result>(catalog: string, work: (query: Query) => Promise<Result>): Promise<Result>;
  /** Lets what is under way come to its end. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`, with the parameters of libpq that `pg` knows, e.g. `sslmode`. */
  readonly url: string;
  /** Holds all tables; made when it is not there. Lower-case letters, digits and `_`. */
  readonly schema?: string;
  /** What leads from each version of the schema to the next; the first makes version 1. */
  readonly migrations: readonly string[];
  /** Most connections of this process, at least 1. */
  readonly connections?: number;
  /** For a new connection, and for a free one when all are in use. Milliseconds. */
  readonly connectTimeoutMs?: number;
  /** For one statement, locks that it waits for included. Milliseconds. */
  readonly statementTimeoutMs?: number;
  /** For a lock that another process holds. Milliseconds. */
  readonly lockTimeoutMs?: number;
}

/** Where tables are when no other schema is named. */
export const SCHEMA = 'vitrine';
const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 60_000;
const LOCK_TIMEOUT_MS = 30_000;
/** By so much the server's own timeout comes first, because it says more than a silent connection. */
const GRACE_MS = 5_000;
const INT8 = 20;

/**
 * Connects and brings the schema up to date. Throws `store_unavailable`, `invalid_configuration`, and
 * `data_folder_newer` for a schema that this program does not know.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { migrations, schema = SCHEMA } = options;
  if (!/^[a-z_][a-z0-9_]{0,62}$/u.test(schema)) {
    throw new VitrineError('invalid_configuration', `"${schema}" is no name of a schema: use a-z, 0-9 and _.`);
  }
  const where = placeOf(options.url);
  const pool = connect({ ...options, schema });
  try {
    await inTransaction(pool, (client) => migrate(client, { where, schema, migrations }));
  } catch (error) {
    await pool.end();
    throw errorOf(error, where);
  }
  return facade(pool, where);
}

function connect(options: DatabaseOptions & { readonly schema: string }): pg.Pool {
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS, lockTimeoutMs = LOCK_TIMEOUT_MS } = options;
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number); // sequences and counts, far below 2^53
  const pool = new pg.Pool({
    connectionString: withSettings(options.url, {
      search_path: options.schema,
      // Plans made while a table was small would stay in use when it has grown.
      plan_cache_mode: 'force_custom_plan',
    }),
    application_name: 'vitrine',
    max: options.connections ?? CONNECTIONS,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + GRACE_MS,
    keepAlive: true,
    types,
  });
  // Without listeners a connection that the server closes would end the process; the pool replaces it by itself.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function facade(pool: pg.Pool, where: string): Database {
  const turns = new Map<string, LimitFunction>();
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (closing) throw new VitrineError('internal', `The connection to PostgreSQL at ${where} is closed.`);
    const working = work();
    underWay.add(working);
    try {
      return await working;
    } catch (error) {
      throw errorOf(error, where);
    } finally {
      underWay.delete(working);
    }
  };
  // The pool forgets whoever still waits for a connection when it ends.
  const finish = async (): Promise<void> => {
    await Promise.allSettled(underWay);
    await pool.end();
  };
  return {
    query: (statement, values) => guarded(() => queryOf(pool)(statement, values)),
    write: (catalog, work) => {
      const turn = turns.get(catalog) ?? pLimit(1);
      turns.set(catalog, turn);
      return turn(() => guarded(() => inTransaction(pool, (client) => work(queryOf(client)))));
    },
    close: () => {
      closing ??= finish();
      return closing;
    },
  };
}

function queryOf(client: pg.Pool | pg.PoolClient): Query {
  return async <Row extends object>({ name, text }: Statement, values: readonly SqlValue[]) =>
    (await client.query<Row & pg.QueryResultRow>({ name, text, values: [...values] })).rows;
}

async function inTransaction<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  try {
    // Stated, because whoever waited for a lock must see what was committed meanwhile.
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A connection on which nothing is answered is thrown away, and the server rolls back by itself.
    broken = isUnavailable(error) || !(await rolledBack(client));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  return client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}

/** Settings of the session go into the address, because what is in the address wins over other options. */
export function withSettings(url: string, settings: Readonly<Record<string, string>>): string {
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  address.searchParams.set('options', [given, ...ours].join(' ').trim());
  return address.href;
}

export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || 5432}${pathname}`;
}
