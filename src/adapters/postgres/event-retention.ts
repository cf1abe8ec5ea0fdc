import { type EventType, tally } from '#src/domain/event';
import type { ShopperStore } from '#src/ports/shoppers';
import type { Database, Query } from './database.ts';
import { listPartitions, type Partition } from './event-partitions.ts';
import { touchLog } from './event-sessions.ts';
import type { EventLogDeps } from './events.ts';

/** Rows deleted in one transaction. */
const DELETED_ROWS = 20_000;

const COUNT_DOWN = {
  name: 'event_counts_down',
  text: `UPDATE event_counts AS c SET events = c.events - n.events FROM unnest($2::text[], $3::bigint[]) AS n (type, events)
         WHERE c.catalog = $1 AND c.type = n.type`,
};
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
const newestNaming = (table: 'events' | 'queries') =>
  `(SELECT max(t.at) FROM ${table} AS t WHERE t.catalog = s.catalog AND t."user" = s."user" AND t.session = s.session)`;
/** A session that was named again since stays its user's. */
const RENEW_SESSIONS = {
  name: 'retention_renew_sessions',
  text: `UPDATE sessions AS s SET begun = coalesce(${newestNaming('events')}, ${newestNaming('queries')}, s.begun)
         WHERE s.begun < $1 AND s."user" IS NOT NULL`,
};
const DELETE_SESSIONS = { name: 'retention_sessions', text: 'DELETE FROM sessions WHERE begun < $1' };

interface OldRow {
  readonly catalog: number;
  readonly type: EventType;
}

/** Drops the partitions that are old as a whole and deletes from the one that the time is in, in this order of locks. */
export function createDeleteBefore(db: Database, tell: EventLogDeps['tell']): ShopperStore['deleteBefore'] {
  const logs: Logs = { db, tell };
  return async (time) => {
    const partitions = (await listPartitions(db.query)).filter(({ start }) => start < time);
    let events = 0;
    for (const partition of partitions)
      events += await (partition.end <= time ? dropPartition(logs, partition) : deleteRows(logs, partition, time));
    await repeat(db, async (query) => (await query(DELETE_IDS, [time])).length);
    const queries = await repeat(db, async (query) => (await query(DELETE_QUERIES, [time])).length);
    await db.query(RENEW_SESSIONS, [time]);
    await db.query(DELETE_SESSIONS, [time]);
    return { events, queries };
  };
}

interface Logs {
  readonly db: Database;
  readonly tell: EventLogDeps['tell'];
}

/** Transactions that delete some rows each, until there are none left; answers how many there were. */
async function repeat(db: Database, step: (query: Query) => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    const count = await db.write(' retention', step);
    total += count;
    if (count < DELETED_ROWS) return total;
  }
}

function dropPartition({ db, tell }: Logs, { table }: Partition): Promise<number> {
  return db.write(' retention', async (query) => {
    const names = await lockAll(query);
    if (!(await listPartitions(query)).some((partition) => partition.table === table)) return 0;
    const text = `SELECT catalog, type, count(*) AS events FROM ${table} GROUP BY catalog, type`;
    const counts = await query<OldRow & { readonly events: number }>({ name: `${table}_count`, text }, []);
    const of = (catalog: number) => counts.filter((count) => count.catalog === catalog);
    await account(query, names, tell, (catalog) => new Map(of(catalog).map(({ type, events }) => [type, events])));
    await query({ name: `${table}_drop`, text: `DROP TABLE ${table}` }, []);
    return counts.reduce((sum, { events }) => sum + events, 0);
  });
}

function deleteRows({ db, tell }: Logs, { table }: Partition, time: number): Promise<number> {
  const text = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE at < $1
    LIMIT ${DELETED_ROWS})) RETURNING catalog, type`;
  return repeat(db, async (query) => {
    const names = await lockAll(query);
    const rows = await query<OldRow>({ name: `${table}_delete`, text }, [time]);
    const of = (catalog: number) => rows.filter((row) => row.catalog === catalog);
    await account(query, names, tell, (catalog) => tally(of(catalog).map(({ type }) => type)));
    return rows.length;
  });
}

/** The catalogs' names by their keys, each log locked. */
async function lockAll(query: Query): Promise<ReadonlyMap<number, string>> {
  const rows = await query<{ readonly key: number; readonly name: string }>(LOCK_ALL, []);
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** Takes what went from the counts of each catalog that lost something, and tells of it. */
async function account(
  query: Query,
  names: ReadonlyMap<number, string>,
  tell: Logs['tell'],
  goneOf: (catalog: number) => ReadonlyMap<EventType, number>,
): Promise<void> {
  for (const [catalog, name] of names) {
    const gone = goneOf(catalog);
    if (gone.size === 0) continue;
    await countDown(query, catalog, gone);
    await touchLog(query, catalog);
    await tell(query, name);
  }
}

export async function countDown(query: Query, catalog: number, counts: ReadonlyMap<EventType, number>): Promise<void> {
  await query(COUNT_DOWN, [catalog, [...counts.keys()], [...counts.values()]]);
}
