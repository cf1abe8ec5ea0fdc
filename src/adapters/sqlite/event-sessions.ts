import { joinSessions, type Named } from '#src/domain/session-join';
import type { Database } from './database.ts';

/** A row just added to `events` or `queries`. */
export interface AddedRow extends Named {
  readonly key: number;
  readonly at: number;
}

/** What the logs of shoppers have in common. Calls other than `version` belong inside `write` of the database. */
export interface EventSessions {
  /** Makes what names nobody the user's of its session, where the rows, or earlier ones, name one. Rows in the order added. */
  join(catalog: number, table: 'events' | 'queries', rows: readonly AddedRow[]): void;
  /** The user of a session; null for a shared one, undefined for one that named nobody. */
  userOf(catalog: number, session: string): string | null | undefined;
  /** Makes sessions of the user nobody's again. */
  forgetUser(catalog: number, user: string, sessions: readonly string[]): void;
  /** Forgets whose a session was when nothing is left that says so; for after the rows before that time are gone. */
  forgetBefore(time: number): void;
  /** Counts a change of the events of a catalog. */
  touch(catalog: number): void;
}

/** Whose the sessions are. */
export function createEventSessions(db: Database): EventSessions {
  const links = prepareLinks(db);
  const tables = { events: prepareTable(db, 'events'), queries: prepareTable(db, 'queries') };
  const countUp = db.prepare(
    `INSERT INTO event_logs (catalog, version) VALUES (?, 1)
     ON CONFLICT (catalog) DO UPDATE SET version = version + 1`,
  );
  /** Rows of either log that were there before; of the one that grows, before `first`. */
  const assignEarlier = (catalog: number, named: ReadonlyMap<string, string>, grown: string, first: number): void => {
    const sessions = JSON.stringify([...named.keys()]);
    for (const [name, table] of Object.entries(tables)) {
      const before = name === grown ? first : Number.MAX_SAFE_INTEGER;
      for (const [session] of table.selectUnnamed.all([sessions, catalog]))
        table.assignEarlier.run([named.get(session)!, catalog, session, before]);
    }
  };
  return {
    join: (catalog, table, rows) => {
      const wanted = new Set(rows.flatMap(({ session }) => session ?? []));
      if (wanted.size === 0) return;
      const known = new Map(links.select.all([JSON.stringify([...wanted]), catalog]));
      const joined = joinSessions(rows, known);
      const begun = new Map(rows.filter(({ user }) => user !== undefined).map(({ session, at }) => [session, at]));
      const saved = [...joined.links].map(([session, user]) => [session, user, begun.get(session)!]);
      if (saved.length > 0) links.save.run([catalog, JSON.stringify(saved)]);
      for (const [index, user] of joined.assigned) tables[table].assignRow.run([user, rows[index]!.key]);
      if (joined.named.size > 0) assignEarlier(catalog, joined.named, table, rows[0]!.key);
    },
    userOf: (catalog, session) => links.selectOne.get([catalog, session])?.[0],
    forgetUser: (catalog, user, sessions) => links.drop.run([catalog, user, JSON.stringify(sessions)]),
    forgetBefore: (time) => {
      links.renew.run([time]);
      links.dropOld.run([time]);
    },
    touch: (catalog) => countUp.run([catalog]),
  };
}

function prepareLinks(db: Database) {
  return {
    select: db.prepare<[string, string | null]>(
      `SELECT s.session, s.user FROM json_each(?) AS wanted
       CROSS JOIN sessions AS s ON s.catalog = ? AND s.session = wanted.value`,
    ),
    selectOne: db.prepare<[string | null]>('SELECT user FROM sessions WHERE catalog = ? AND session = ?'),
    save: db.prepare(
      `INSERT INTO sessions (catalog, session, user, begun)
       SELECT ?, value->>0, value->>1, value->>2 FROM json_each(?) WHERE true
       ON CONFLICT (catalog, session) DO UPDATE SET user = excluded.user`,
    ),
    drop: db.prepare(
      'DELETE FROM sessions WHERE catalog = ? AND user = ? AND session IN (SELECT value FROM json_each(?))',
    ),
    renew: db.prepare(
      `UPDATE sessions AS s SET begun = coalesce(${newestNaming('events')}, ${newestNaming('queries')}, begun)
       WHERE begun < ? AND user IS NOT NULL`,
    ),
    dropOld: db.prepare('DELETE FROM sessions WHERE begun < ?'),
  };
}

function newestNaming(table: 'events' | 'queries'): string {
  return `(SELECT MAX(at) FROM ${table} AS t WHERE t.catalog = s.catalog AND t.user = s.user AND t.session = s.session)`;
}

function prepareTable(db: Database, table: 'events' | 'queries') {
  return {
    assignRow: db.prepare(`UPDATE ${table} SET user = ? WHERE key = ?`),
    selectUnnamed: db.prepare<[string]>(
      `SELECT value FROM json_each(?) AS wanted
       WHERE EXISTS (SELECT 1 FROM ${table} AS t WHERE t.catalog = ? AND t.session = wanted.value AND t.user IS NULL)`,
    ),
    assignEarlier: db.prepare(
      `UPDATE ${table} SET user = ? WHERE catalog = ? AND session = ? AND user IS NULL AND key < ?`,
    ),
  };
}
