import type { Database, SqlValue } from './database.ts';

/** Rows after a place in the order of time, up to a time, at most so many. */
export type TimePages<Row> = (
  catalog: number,
  after: readonly [at: number, key: number],
  to: number,
  limit: number,
) => Row[];

/**
 * Pages of a log in the order of `at` and `key`. What shares the time of the last row seen is looked up apart: over a
 * pair of columns the index would be walked from the first row of that time for every page, and a whole year may have
 * one time.
 */
export function createTimePages<Row extends readonly SqlValue[]>(
  db: Database,
  table: 'events' | 'queries',
  columns: string,
): TimePages<Row> {
  const from = `SELECT ${columns} FROM ${table} INDEXED BY ${table}_by_time WHERE catalog = ?`;
  const same = db.prepare<Row>(`${from} AND at = ? AND key > ? AND at <= ? ORDER BY key LIMIT ?`);
  const later = db.prepare<Row>(`${from} AND at > ? AND at <= ? ORDER BY at, key LIMIT ?`);
  return (catalog, [at, key], to, limit) => {
    const rows = same.all([catalog, at, key, to, limit]);
    return rows.length === limit ? rows : [...rows, ...later.all([catalog, at, to, limit - rows.length])];
  };
}
