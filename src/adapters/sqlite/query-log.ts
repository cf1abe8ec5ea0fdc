import { setImmediate } from 'node:timers/promises';
import type { LoggedQuery, QueryLog } from '#src/ports/query-log';
import type { Catalogs } from './catalogs.ts';
import type { Database, SqlValue } from './database.ts';
import type { EventSessions } from './event-sessions.ts';
import { createTimePages } from './time-pages.ts';

type Row = readonly [
  key: number,
  at: number,
  user: string | null,
  session: string | null,
  id: string,
  text: string,
  shown: string,
  first: number,
];
const COLUMNS = 'q.key, q.at, q.user, q.session, q.id, q.text, q.shown, q.first';
const BATCH_ROWS = 1_000;

/** The log of queries. */
export function createQueryLog(db: Database, catalogs: Catalogs, sessions: EventSessions): QueryLog {
  const deps = { db, catalogs, sessions };
  return { ...createAdd(deps), ...createGet(deps), ...createNewest(deps), ...createRead(deps) };
}

interface QueryLogDeps {
  readonly db: Database;
  readonly catalogs: Catalogs;
  readonly sessions: EventSessions;
}

function createAdd({ db, catalogs, sessions }: QueryLogDeps): Pick<QueryLog, 'add'> {
  const insert = db.prepare<[string, number]>(
    `INSERT INTO queries (catalog, at, user, session, id, text, shown, first)
     SELECT ?, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6
     FROM json_each(?) WHERE true ON CONFLICT (catalog, id) DO NOTHING RETURNING id, key`,
  );
  return {
    add: async (catalog, queries) => {
      if (queries.length === 0) return;
      const byQueryId = new Map([...queries].reverse().map((query) => [query.queryId, query]));
      const rows = JSON.stringify([...byQueryId.values()].reverse().map(toRow));
      await db.write(() => {
        const { key } = catalogs.findOrAdd(catalog);
        const inserted = insert.all([key, rows]).sort((a, b) => a[1] - b[1]);
        const added = inserted.map(([id, row]) => ({ ...byQueryId.get(id)!, key: row }));
        if (added.length > 0) sessions.join(key, 'queries', added);
      });
    },
  };
}

function createGet({ db, catalogs }: QueryLogDeps): Pick<QueryLog, 'get'> {
  const byId = db.prepare<Row>(
    `SELECT ${COLUMNS} FROM json_each(?) AS wanted CROSS JOIN queries AS q ON q.catalog = ? AND q.id = wanted.value`,
  );
  return {
    get: (catalog, queryIds) =>
      db.read(() => {
        const key = catalogs.find(catalog)?.key;
        const rows = key === undefined ? [] : byId.all([JSON.stringify([...new Set(queryIds)]), key]);
        const found = new Map(rows.map((row) => [row[4], toQuery(row)]));
        return queryIds.map((id) => found.get(id));
      }),
  };
}

function createNewest({ db, catalogs, sessions }: QueryLogDeps): Pick<QueryLog, 'newest'> {
  const newestWhere = (condition: string) =>
    db.prepare<Row>(
      `SELECT ${COLUMNS} FROM queries AS q WHERE catalog = ? AND ${condition} ORDER BY at DESC, key DESC LIMIT ?`,
    );
  const ofUser = newestWhere('user = ?');
  const ofUserInSession = newestWhere('user = ? AND session = ?');
  const unnamed = newestWhere('user IS NULL AND session = ?');
  return {
    newest: (catalog, { user, session }, limit) =>
      db.read(() => {
        const key = catalogs.find(catalog)?.key;
        if (key === undefined) return [];
        const owner = user === undefined && session !== undefined ? sessions.userOf(key, session) : undefined;
        return [
          ...(user === undefined ? [] : ofUser.all([key, user, limit])),
          ...(session === undefined ? [] : unnamed.all([key, session, limit])),
          ...(typeof owner === 'string' ? ofUserInSession.all([key, owner, session!, limit]) : []),
        ]
          .sort((a, b) => b[1] - a[1] || b[0] - a[0])
          .slice(0, limit)
          .map(toQuery);
      }),
  };
}

function createRead({ db, catalogs }: QueryLogDeps): Pick<QueryLog, 'read'> {
  const page = createTimePages<Row>(db, 'queries', 'key, at, user, session, id, text, shown, first');
  return {
    read: async function* (catalog, { from = 0, to = Number.MAX_SAFE_INTEGER } = {}) {
      const key = await db.read(() => catalogs.find(catalog)?.key);
      let after: readonly [at: number, key: number] = [from, 0];
      while (key !== undefined) {
        const rows = await db.read(() => page(key, after, to, BATCH_ROWS));
        const last = rows.at(-1);
        if (last === undefined) return;
        yield rows.map(toQuery);
        after = [last[1], last[0]];
        await setImmediate();
      }
    },
  };
}

function toRow({ at, user, session, queryId, text, shown, offset }: LoggedQuery): readonly SqlValue[] {
  return [at, user ?? null, session ?? null, queryId, text, JSON.stringify(shown), offset];
}

function toQuery([, at, user, session, queryId, text, shown, offset]: Row): LoggedQuery {
  const named = { ...(user !== null && { user }), ...(session !== null && { session }) };
  return { queryId, ...named, text, at, shown: JSON.parse(shown), offset };
}
