import { joinSessions, type Named } from '#src/domain/session-join';
import type { Query } from './database.ts';

const ADD_CATALOG = {
  name: 'event_logs_add_catalog',
  text: 'INSERT INTO catalogs (name) VALUES ($1) ON CONFLICT (name) DO NOTHING',
};
const ADD = {
  name: 'event_logs_add',
  text: `INSERT INTO event_logs (catalog) SELECT key FROM catalogs WHERE name = $1 ON CONFLICT (catalog) DO NOTHING`,
};
const LOCK = {
  name: 'event_logs_lock',
  text: `SELECT l.catalog AS key FROM event_logs AS l
         WHERE l.catalog = (SELECT key FROM catalogs WHERE name = $1) FOR NO KEY UPDATE`,
};
const TOUCH = { name: 'event_logs_touch', text: 'UPDATE event_logs SET version = version + 1 WHERE catalog = $1' };
const LINKS = {
  name: 'sessions_links',
  text: 'SELECT session, "user" FROM sessions WHERE catalog = $1 AND session = ANY ($2::text[])',
};
const SAVE_LINKS = {
  name: 'sessions_save',
  text: `INSERT INTO sessions (catalog, session, "user", begun)
         SELECT $1, n.session, n."user", n.begun
         FROM json_to_recordset($2::json) AS n (session TEXT, "user" TEXT, begun BIGINT)
         ON CONFLICT (catalog, session) DO UPDATE SET "user" = excluded."user"`,
};

export type LogTable = 'events' | 'queries';
const assignRows = (table: LogTable) => ({
  name: `${table}_assign_rows`,
  text: `UPDATE ${table} AS t SET "user" = n."user"
         FROM json_to_recordset($2::json) AS n (key BIGINT, session TEXT, "user" TEXT)
         WHERE t.catalog = $1 AND t.session = n.session AND t."user" IS NULL AND t.key = n.key`,
});
/** Those before a key: what was added with it is assigned one by one. */
const assignEarlier = (table: LogTable) => ({
  name: `${table}_assign_earlier`,
  text: `UPDATE ${table} AS t SET "user" = n."user"
         FROM json_to_recordset($2::json) AS n (session TEXT, "user" TEXT)
         WHERE t.catalog = $1 AND t.session = n.session AND t."user" IS NULL AND t.key < $3`,
});
const TABLES: readonly LogTable[] = ['events', 'queries'];
const NO_BOUND = Number.MAX_SAFE_INTEGER;

/** A row just added to `events` or `queries`. */
export interface AddedRow extends Named {
  readonly key: number;
  readonly at: number;
}

/** The key of a catalog whose logs are locked until the transaction ends; undefined when it has none. */
export async function lockLogs(query: Query, catalog: string): Promise<number | undefined> {
  return (await query<{ readonly key: number }>(LOCK, [catalog]))[0]?.key;
}

export async function lockOrAddLogs(query: Query, catalog: string): Promise<number> {
  const found = await lockLogs(query, catalog);
  if (found !== undefined) return found;
  await query(ADD_CATALOG, [catalog]);
  await query(ADD, [catalog]);
  return (await lockLogs(query, catalog))!;
}

/** Counts a change of the events of a catalog. */
export async function touchLog(query: Query, catalog: number): Promise<void> {
  await query(TOUCH, [catalog]);
}

/** Makes what names nobody the user's of its session, where the rows, or earlier ones, name one. Rows in the order added. */
export async function joinAdded(
  query: Query,
  catalog: number,
  table: LogTable,
  rows: readonly AddedRow[],
): Promise<void> {
  const wanted = new Set(rows.flatMap(({ session }) => session ?? []));
  if (wanted.size === 0) return;
  const before = await query<{ readonly session: string; readonly user: string | null }>(LINKS, [catalog, [...wanted]]);
  const { links, named, assigned } = joinSessions(rows, new Map(before.map(({ session, user }) => [session, user])));
  const begun = new Map(rows.filter(({ user }) => user !== undefined).map(({ session, at }) => [session, at]));
  const saved = [...links].map(([session, user]) => ({ session, user, begun: begun.get(session) }));
  if (saved.length > 0) await query(SAVE_LINKS, [catalog, JSON.stringify(saved)]);
  const own = [...assigned].map(([index, user]) => ({ key: rows[index]!.key, session: rows[index]!.session, user }));
  if (own.length > 0) await query(assignRows(table), [catalog, JSON.stringify(own)]);
  if (named.size === 0) return;
  const earlier = JSON.stringify([...named].map(([session, user]) => ({ session, user })));
  for (const one of TABLES)
    await query(assignEarlier(one), [catalog, earlier, one === table ? rows[0]!.key : NO_BOUND]);
}
