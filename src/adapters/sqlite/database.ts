import Libsql from 'libsql';
import { asVitrineError, VitrineError } from '#src/errors';

/** What can be bound and what comes back. */
export type SqlValue = string | number | null;

/** A prepared statement; parameters are always one array, because the library crashes on a lone Buffer. */
export interface Statement<Row extends readonly SqlValue[]> {
  get(parameters: readonly SqlValue[]): Row | undefined;
  all(parameters: readonly SqlValue[]): Row[];
  run(parameters: readonly SqlValue[]): void;
}

/**
 * One connection. The library is synchronous, so work inside `read` or `write` is atomic against everything else in
 * this process; keep it to some thousand rows, because nothing else runs meanwhile.
 */
export interface Database {
  prepare<Row extends readonly SqlValue[]>(sql: string): Statement<Row>;
  /** Runs the work and translates errors. */
  read<Result>(work: () => Result): Promise<Result>;
  /** The same in a transaction, durable when it returns; undone when the work throws. */
  write<Result>(work: () => Result): Promise<Result>;
  /** Empties the journal, which still has what was written before it was deleted. */
  emptyJournal(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly path: string;
  /** What leads from each version of the schema to the next; the first makes version 1. Never changed once released. */
  readonly migrations: readonly string[];
  /** Bounds the file, in pages of 4,096 bytes; for tests of a full disk. */
  readonly maxPages?: number;
  /** How long another process that writes is waited for; only tools other than ours do that. */
  readonly busyTimeoutMs?: number;
}

/** "VITR": tells a file of ours from any other SQLite database. */
const APPLICATION_ID = 0x56495452;
const BUSY_TIMEOUT_MS = 5_000;
const EMPTY_JOURNAL = 'PRAGMA wal_checkpoint(TRUNCATE)';

/**
 * Opens or creates a database and brings its schema up to date.
 * Throws `data_folder_newer` for a schema that this program does not know, `data_folder_damaged` for a file that is
 * no database of ours.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { path, migrations, maxPages, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  const connection = connect(path, busyTimeoutMs);
  try {
    connection.exec('PRAGMA journal_mode = WAL');
    connection.exec('PRAGMA synchronous = FULL');
    connection.exec('PRAGMA cache_size = -32768'); // KiB
    // What is deleted is overwritten: of an erased shopper nothing is left in the file.
    connection.exec('PRAGMA secure_delete = ON');
    if (maxPages !== undefined) connection.exec(`PRAGMA max_page_count = ${maxPages}`);
    migrate(connection, path, migrations);
  } catch (error) {
    connection.close();
    throw translate(error, path);
  }
  return facade(connection, path);
}

function connect(path: string, timeout: number): Libsql.Database {
  try {
    return new Libsql(path, { timeout });
  } catch (error) {
    throw new VitrineError(
      'invalid_configuration',
      `The database ${path} cannot be opened. Check that its folder exists and may be written, or use another with --data.`,
      { cause: error },
    );
  }
}

function migrate(connection: Libsql.Database, path: string, migrations: readonly string[]): void {
  const version = readNumber(connection, 'PRAGMA user_version');
  const application = readNumber(connection, 'PRAGMA application_id');
  const empty = readNumber(connection, 'SELECT COUNT(*) FROM sqlite_schema') === 0;
  if (!empty && application !== APPLICATION_ID) throw damaged(path, 'it is the database of another program');
  if (version > migrations.length) {
    throw new VitrineError(
      'data_folder_newer',
      `${path} was written by a newer version of Vitrine (schema ${version}; this one knows up to ` +
        `${migrations.length}). Use that version, or another folder with --data.`,
    );
  }
  if (version === migrations.length) return;
  inTransaction(connection, () => {
    for (const migration of migrations.slice(version)) connection.exec(migration);
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    connection.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function readNumber(connection: Libsql.Database, sql: string): number {
  const row = connection.prepare(sql).raw().get([]) as readonly number[];
  return row[0]!;
}

function facade(connection: Libsql.Database, path: string): Database {
  let open = true;
  const guarded = async <Result>(work: () => Result): Promise<Result> => {
    if (!open) throw new VitrineError('internal', `The database ${path} is closed.`);
    try {
      return work();
    } catch (error) {
      throw translate(error, path);
    }
  };
  return {
    prepare: <Row extends readonly SqlValue[]>(sql: string) => {
      const statement = connection.prepare(sql);
      if (statement.reader) statement.raw();
      // The library's types know no rows; the caller states the columns of its own SQL.
      return {
        get: (parameters) => statement.get([...parameters]) as Row | undefined,
        all: (parameters) => statement.all([...parameters]) as Row[],
        run: (parameters) => void statement.run([...parameters]),
      };
    },
    read: guarded,
    write: (work) => guarded(() => inTransaction(connection, work)),
    emptyJournal: () => guarded(() => void connection.exec(EMPTY_JOURNAL)),
    close: async () => {
      if (!open) return;
      open = false;
      connection.exec(EMPTY_JOURNAL);
      connection.close();
    },
  };
}

function inTransaction<Result>(connection: Libsql.Database, work: () => Result): Result {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite itself ends the transaction on some errors, a full disk among them.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function translate(error: unknown, path: string): VitrineError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = error instanceof Error ? error.message : String(error);
  if (/^SQLITE_(NOTADB|CORRUPT)/u.test(code)) return damaged(path, why, error);
  if (/^SQLITE_(BUSY|LOCKED)/u.test(code)) {
    return new VitrineError('data_folder_held', `${path} is locked by another program. End it and try again.`, {
      cause: error,
    });
  }
  return asVitrineError(error);
}

function damaged(path: string, why: string, cause?: unknown): VitrineError {
  return new VitrineError(
    'data_folder_damaged',
    `${path} cannot be used: ${why}. Restore a backup, or use another folder with --data.`,
    { cause },
  );
}
