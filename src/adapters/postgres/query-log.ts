import type { LoggedQuery, QueryLog } from '#src/ports/query-log';
import type { Database } from './database.ts';
import { joinAdded, lockOrAddLogs } from './event-sessions.ts';

const INSERT = {
  name: 'queries_insert',
  text: `INSERT INTO queries (key, catalog, at, "user", session, id, text, shown, first)
         SELECT nextval('event_keys'), $1, n.at, n."user", n.session, n."queryId", n.text, n.shown, n.first
         FROM (SELECT * FROM ROWS FROM (json_to_recordset($2::json) AS (at BIGINT, "user" TEXT, session TEXT,
           "queryId" TEXT, text TEXT, shown TEXT, first BIGINT)) WITH ORDINALITY ORDER BY ordinality) AS n
         ON CONFLICT DO NOTHING RETURNING id, key`,
};
const COLUMNS = 'q.key, q.at, q."user", q.session, q.id, q.text, q.shown, q.first';
const BY_ID = {
  name: 'queries_by_id',
  text: `SELECT ${COLUMNS} FROM queries AS q
         WHERE q.catalog = (SELECT key FROM catalogs WHERE name = $1) AND q.id = ANY ($2::text[])`,
};
const newestWhere = (name: string, condition: string) => ({
  name: `queries_newest_${name}`,
  text: `SELECT ${COLUMNS} FROM queries AS q WHERE q.catalog = (SELECT key FROM catalogs WHERE name = $1) AND ${condition}
         ORDER BY q.at DESC, q.key DESC LIMIT $2`,
});
const OF_USER = newestWhere('user', 'q."user" = $3');
const UNNAMED = newestWhere('unnamed', 'q."user" IS NULL AND q.session = $3');
const OF_SESSIONS_USER = newestWhere(
  'session',
  `q."user" = (SELECT s."user" FROM sessions AS s
     WHERE s.catalog = (SELECT key FROM catalogs WHERE name = $1) AND s.session = $3) AND q.session = $3`,
);
const PAGE = {
  name: 'queries_page',
  text: `SELECT ${COLUMNS} FROM queries AS q WHERE q.catalog = (SELECT key FROM catalogs WHERE name = $1)
           AND (q.at, q.key) > ($2, $3) AND q.at <= $4 ORDER BY q.at, q.key LIMIT $5`,
};
const BATCH_ROWS = 2_000;

interface Row {
  readonly key: number;
  readonly at: number;
  readonly user: string | null;
  readonly session: string | null;
  readonly id: string;
  readonly text: string;
  readonly shown: string;
  readonly first: number;
}

/** The log of queries. */
export function createQueryLog(db: Database): QueryLog {
  return {
    add: async (catalog, queries) => {
      if (queries.length === 0) return;
      const byQueryId = new Map([...queries].reverse().map((query) => [query.queryId, query]));
      const given = JSON.stringify([...byQueryId.values()].reverse().map(toRow));
      await db.write(catalog, async (query) => {
        const key = await lockOrAddLogs(query, catalog);
        const inserted = await query<{ readonly id: string; readonly key: number }>(INSERT, [key, given]);
        const added = inserted
          .sort((a, b) => a.key - b.key)
          .map((row) => ({ ...byQueryId.get(row.id)!, key: row.key }));
        if (added.length > 0) await joinAdded(query, key, 'queries', added);
      });
    },
    get: async (catalog, queryIds) => {
      const rows = await db.query<Row>(BY_ID, [catalog, [...new Set(queryIds)]]);
      const found = new Map(rows.map((row) => [row.id, toQuery(row)]));
      return queryIds.map((id) => found.get(id));
    },
    newest: async (catalog, { user, session }, limit) => {
      const parts = await Promise.all([
        user === undefined ? [] : db.query<Row>(OF_USER, [catalog, limit, user]),
        session === undefined ? [] : db.query<Row>(UNNAMED, [catalog, limit, session]),
        user !== undefined || session === undefined ? [] : db.query<Row>(OF_SESSIONS_USER, [catalog, limit, session]),
      ]);
      const rows = parts.flat().sort((a, b) => b.at - a.at || b.key - a.key);
      return rows.slice(0, limit).map(toQuery);
    },
    read: async function* (catalog, { from = 0, to = Number.MAX_SAFE_INTEGER } = {}) {
      for (let after: readonly [number, number] = [from, 0]; ; ) {
        const rows = await db.query<Row>(PAGE, [catalog, ...after, to, BATCH_ROWS]);
        const last = rows.at(-1);
        if (last === undefined) return;
        yield rows.map(toQuery);
        after = [last.at, last.key];
      }
    },
  };
}

/** In the names of the columns that the statement declares. */
function toRow({ shown, offset, ...query }: LoggedQuery) {
  return { ...query, shown: JSON.stringify(shown), first: offset };
}

function toQuery({ at, user, session, id, text, shown, first }: Row): LoggedQuery {
  const named = { ...(user !== null && { user }), ...(session !== null && { session }) };
  return { queryId: id, ...named, text, at, shown: JSON.parse(shown), offset: first };
}
