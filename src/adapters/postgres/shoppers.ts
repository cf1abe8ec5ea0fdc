import type { EventType } from '#src/domain/event';
import type { ShopperStore } from '#src/ports/shoppers';
import { countDown, createDeleteBefore } from './event-retention.ts';
import { lockLogs, touchLog } from './event-sessions.ts';
import type { EventLogDeps } from './events.ts';

/** Events from the end of the log among which recent users are looked for. */
const RECENT_EVENTS = 10_000;

const KEY = '(SELECT key FROM catalogs WHERE name = $1)';
const RECENT = {
  name: 'shoppers_recent',
  text: `SELECT n."user", max(n.at) AS newest FROM (
           SELECT "user", at FROM events WHERE catalog = ${KEY} ORDER BY at DESC, key DESC LIMIT ${RECENT_EVENTS}) AS n
         WHERE n."user" IS NOT NULL GROUP BY n."user" ORDER BY newest DESC, n."user" LIMIT $2`,
};
const KNOWN = {
  name: 'shoppers_known',
  text: `SELECT wanted."user" FROM unnest($2::text[]) AS wanted ("user")
         WHERE EXISTS (SELECT 1 FROM events AS e WHERE e.catalog = ${KEY} AND e."user" = wanted."user")`,
};
const CATALOGS = {
  name: 'shoppers_catalogs',
  text: `SELECT name FROM catalogs AS c WHERE EXISTS (SELECT 1 FROM events AS e WHERE e.catalog = c.key)
           OR EXISTS (SELECT 1 FROM queries AS q WHERE q.catalog = c.key) ORDER BY name`,
};
const SESSIONS_OF = {
  name: 'shoppers_sessions',
  text: `SELECT session FROM events WHERE catalog = $1 AND "user" = $2 AND session IS NOT NULL
         UNION SELECT session FROM queries WHERE catalog = $1 AND "user" = $2 AND session IS NOT NULL`,
};
const THEIRS = `catalog = $1 AND ("user" = $2 OR ("user" IS NULL AND session = ANY ($3::text[])))`;
const ERASE_EVENTS = {
  name: 'shoppers_erase_events',
  text: `WITH gone AS (DELETE FROM events WHERE ${THEIRS} RETURNING id, type),
           ids AS (DELETE FROM event_ids USING gone WHERE event_ids.catalog = $1 AND event_ids.id = gone.id)
         SELECT type, count(*) AS events FROM gone GROUP BY type`,
};
const ERASE_QUERIES = { name: 'shoppers_erase_queries', text: `DELETE FROM queries WHERE ${THEIRS} RETURNING key` };
const FORGET_SESSIONS = {
  name: 'shoppers_forget_sessions',
  text: 'DELETE FROM sessions WHERE catalog = $1 AND "user" = $2 AND session = ANY ($3::text[])',
};
/** Who is in the logs, and how they leave them. */
export function createShoppers({ db, tell }: Omit<EventLogDeps, 'partitions'>): ShopperStore {
  return {
    recent: (catalog, limit) => db.query<{ readonly user: string; readonly newest: number }>(RECENT, [catalog, limit]),
    known: async (catalog, users) => {
      const rows = await db.query<{ readonly user: string }>(KNOWN, [catalog, [...new Set(users)]]);
      const known = new Set(rows.map(({ user }) => user));
      return users.map((user) => known.has(user));
    },
    catalogs: async () => (await db.query<{ readonly name: string }>(CATALOGS, [])).map(({ name }) => name),
    erase: (catalog, { user = null, session }) =>
      db.write(catalog, async (query) => {
        const key = await lockLogs(query, catalog);
        if (key === undefined) return { events: 0, queries: 0 };
        const rows = user === null ? [] : await query<{ readonly session: string }>(SESSIONS_OF, [key, user]);
        const sessions = [...rows.map((row) => row.session), ...(session === undefined ? [] : [session])];
        const queries = (await query(ERASE_QUERIES, [key, user, sessions])).length;
        const counts = await query<{ readonly type: EventType; readonly events: number }>(ERASE_EVENTS, [
          key,
          user,
          sessions,
        ]);
        if (user !== null) await query(FORGET_SESSIONS, [key, user, sessions]);
        const events = counts.reduce((sum, count) => sum + count.events, 0);
        if (events > 0) {
          await countDown(query, key, new Map(counts.map((count) => [count.type, count.events])));
          await touchLog(query, key);
          await tell(query, catalog);
        }
        return { events, queries };
      }),
    deleteBefore: createDeleteBefore(db, tell),
  };
}
