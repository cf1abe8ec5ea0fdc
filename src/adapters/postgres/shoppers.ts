import { type EventType, tally } from '#src/domain/event';
import type { ShopperStore } from '#src/ports/shoppers';
import type { Database, Query } from './database.ts';
import { listPartitions, type Partition } from './event-partitions.ts';
import { lockLogs, touchLog } from './event-sessions.ts';
import type { EventLogDeps } from './events.ts';

/** Events from the end of the log among which recent users are looked for. */
const RECENT_EVENTS = 10_000;
/** Rows deleted in one transaction. */
const DELETED_ROWS = 20_000;

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
const COUNT_DOWN = {
  name: 'event_counts_down',
  text: `UPDATE event_counts AS c SET events = c.events - n.events FROM unnest($2::text[], $3::bigint[]) AS n (type, events)
         WHERE c.catalog = $1 AND c.type = n.type`,
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

const LOCK_ALL = {
  name: 'retention_lock',
  text: `SELECT c.key, c.name FROM event_logs AS l JOIN catalogs AS c ON c.key = l.catalog
         ORDER BY l.catalog FOR NO KEY UPDATE OF l`,
};
const DELETE_IDS = {
  name: 'retention_ids',
  text: `DELETE FROM event_ids WHERE ctid = ANY (ARRAY(SELECT ctid FROM event_ids WHERE at < $1 LIMIT ${DELETED_ROWS}))
         RETURNING 1 AS one`,
};
const DELETE_QUERIES = {
  name: 'retention_queries',
  text: `DELETE FROM queries WHERE ctid = ANY (ARRAY(SELECT ctid FROM queries WHERE at < $1 LIMIT ${DELETED_ROWS}))
         RETURNING 1 AS one`,
};
const DELETE_SESSIONS = { name: 'retention_sessions', text: 'DELETE FROM sessions WHERE begun < $1' };

interface OldRow {
  readonly catalog: number;
  readonly type: EventType;
}

/** Drops the partitions that are old as a whole and deletes from the one that the time is in, in this order of locks. */
function createDeleteBefore(db: Database, tell: EventLogDeps['tell']): ShopperStore['deleteBefore'] {
  const repeat = async (step: (query: Query) => Promise<number>): Promise<number> => {
    for (let total = 0; ; ) {
      const count = await db.write(' retention', step);
      total += count;
      if (count < DELETED_ROWS) return total;
    }
  };
  const account = async (query: Query, names: ReadonlyMap<number, string>, rows: readonly OldRow[]): Promise<void> => {
    for (const [catalog, name] of names) {
      const counts = tally(rows.filter((row) => row.catalog === catalog).map(({ type }) => type));
      if (counts.size === 0) continue;
      await countDown(query, catalog, counts);
      await touchLog(query, catalog);
      await tell(query, name);
    }
  };
  const lockAll = async (query: Query): Promise<ReadonlyMap<number, string>> => {
    const rows = await query<{ readonly key: number; readonly name: string }>(LOCK_ALL, []);
    return new Map(rows.map(({ key, name }) => [key, name]));
  };
  const dropPartition = (partition: Partition): Promise<number> =>
    db.write(' retention', async (query) => {
      const names = await lockAll(query);
      if (!(await listPartitions(query)).some(({ table }) => table === partition.table)) return 0;
      const text = `SELECT catalog, type, count(*) AS events FROM ${partition.table} GROUP BY catalog, type`;
      const counts = await query<OldRow & { readonly events: number }>({ name: `${partition.table}_count`, text }, []);
      for (const [catalog, name] of names) {
        const own = counts.filter((count) => count.catalog === catalog);
        if (own.length === 0) continue;
        await countDown(query, catalog, new Map(own.map(({ type, events }) => [type, events])));
        await touchLog(query, catalog);
        await tell(query, name);
      }
      await query({ name: `${partition.table}_drop`, text: `DROP TABLE ${partition.table}` }, []);
      return counts.reduce((sum, { events }) => sum + events, 0);
    });
  const deleteRows = ({ table }: Partition, time: number): Promise<number> =>
    repeat(async (query) => {
      const names = await lockAll(query);
      const text = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE at < $1
        LIMIT ${DELETED_ROWS})) RETURNING catalog, type`;
      const rows = await query<OldRow>({ name: `${table}_delete`, text }, [time]);
      await account(query, names, rows);
      return rows.length;
    });

  return async (time) => {
    const partitions = (await listPartitions(db.query)).filter(({ start }) => start < time);
    let events = 0;
    for (const partition of partitions)
      events += await (partition.end <= time ? dropPartition(partition) : deleteRows(partition, time));
    await repeat(async (query) => (await query(DELETE_IDS, [time])).length);
    const queries = await repeat(async (query) => (await query(DELETE_QUERIES, [time])).length);
    await db.query(DELETE_SESSIONS, [time]);
    return { events, queries };
  };
}

async function countDown(query: Query, catalog: number, counts: ReadonlyMap<EventType, number>): Promise<void> {
  await query(COUNT_DOWN, [catalog, [...counts.keys()], [...counts.values()]]);
}
