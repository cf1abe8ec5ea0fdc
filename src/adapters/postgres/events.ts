import {
  EVENT_TYPES,
  type EventRow,
  type EventType,
  eventOfRow,
  firstById,
  type ShopEvent,
  type Shopper,
  tally,
} from '#src/domain/event';
import type { AddOutcome, EventLog, EventRange } from '#src/ports/events';
import type { Database, Query } from './database.ts';
import type { EventPartitions } from './event-partitions.ts';
import { joinAdded, lockOrAddLogs, touchLog } from './event-sessions.ts';
import { codeOf } from './failure.ts';

const INSERT = {
  name: 'events_insert',
  text: `WITH given AS MATERIALIZED (
           SELECT * FROM ROWS FROM (json_to_recordset($2::json) AS (at BIGINT, type TEXT, "user" TEXT, session TEXT,
             item TEXT, id TEXT, value DOUBLE PRECISION, "queryId" TEXT, position INTEGER)) WITH ORDINALITY
         ), fresh AS (
           INSERT INTO event_ids (catalog, id, at) SELECT $1, id, at FROM given ON CONFLICT DO NOTHING RETURNING id
         )
         INSERT INTO events (key, catalog, at, type, "user", session, item, id, value, query, position)
         SELECT nextval('event_keys'), $1, n.at, n.type, n."user", n.session, n.item, n.id, n.value, n."queryId", n.position
         FROM (SELECT given.* FROM given JOIN fresh ON fresh.id = given.id ORDER BY given.ordinality) AS n
         RETURNING id, key`,
};
const COUNT_UP = {
  name: 'event_counts_up',
  text: `INSERT INTO event_counts (catalog, type, events)
         SELECT $1, n.type, n.events FROM unnest($2::text[], $3::bigint[]) AS n (type, events)
         ON CONFLICT (catalog, type) DO UPDATE SET events = event_counts.events + excluded.events`,
};
const COLUMNS = 'e.key, e.at, e.type, e."user", e.session, e.item, e.id, e.value, e.query AS "queryId", e.position';
/** Of each type the newest, by its index; then the newest of them. */
const newestWhere = (name: string, condition: string) => ({
  name: `events_newest_${name}`,
  text: `SELECT n.* FROM unnest($2::text[]) AS wanted (type) CROSS JOIN LATERAL (
           SELECT ${COLUMNS} FROM events AS e
           WHERE e.catalog = (SELECT key FROM catalogs WHERE name = $1) AND ${condition} AND e.type = wanted.type
           ORDER BY e.at DESC, e.key DESC LIMIT $3) AS n
         ORDER BY n.at DESC, n.key DESC LIMIT $3`,
});
const OF_USER = newestWhere('user', 'e."user" = $4');
const UNNAMED = newestWhere('unnamed', 'e."user" IS NULL AND e.session = $4');
const OF_SESSIONS_USER = newestWhere(
  'session',
  `e."user" = (SELECT s."user" FROM sessions AS s
     WHERE s.catalog = (SELECT key FROM catalogs WHERE name = $1) AND s.session = $4) AND e.session = $4`,
);
const PAGE = {
  name: 'events_page',
  text: `SELECT ${COLUMNS} FROM events AS e WHERE e.catalog = (SELECT key FROM catalogs WHERE name = $1)
           AND (e.at, e.key) > ($2, $3) AND e.at >= $2 AND e.at <= $4 ORDER BY e.at, e.key LIMIT $5`,
};
const COUNTS = {
  name: 'event_counts_all',
  text: `SELECT n.type, n.events FROM catalogs AS c JOIN event_counts AS n ON n.catalog = c.key
         WHERE c.name = $1 AND n.events > 0`,
};
const BOUNDS = {
  name: 'events_bounds',
  text: `SELECT (SELECT at FROM events WHERE catalog = c.key ORDER BY at LIMIT 1) AS oldest,
                (SELECT at FROM events WHERE catalog = c.key ORDER BY at DESC LIMIT 1) AS newest
         FROM catalogs AS c WHERE c.name = $1`,
};
const VERSION = {
  name: 'event_logs_version',
  text: `SELECT version FROM event_logs WHERE catalog = (SELECT key FROM catalogs WHERE name = $1)`,
};
/** What an event is refused with whose partition is not there (any more). */
const NO_PARTITION = '23514';
const BATCH_ROWS = 10_000;

export type TellEvents = (query: Query, catalog: string) => Promise<void>;

export interface EventLogDeps {
  readonly db: Database;
  readonly partitions: EventPartitions;
  /** Told of each change of a catalog's events, within its transaction. */
  readonly tell: TellEvents;
}

/** The log of events. A call costs one transaction of some statements, however many events it adds. */
export function createEventLog({ db, partitions, tell }: EventLogDeps): EventLog {
  const addAll = (catalog: string, first: ReadonlyMap<string, ShopEvent>): Promise<ReadonlySet<string>> =>
    db.write(catalog, async (query) => {
      const key = await lockOrAddLogs(query, catalog);
      const given = JSON.stringify([...first.values()]);
      const inserted = await query<{ readonly id: string; readonly key: number }>(INSERT, [key, given]);
      if (inserted.length === 0) return new Set();
      const added = inserted.sort((a, b) => a.key - b.key).map((row) => ({ ...first.get(row.id)!, key: row.key }));
      await joinAdded(query, key, 'events', added);
      const counts = [...tally(added.map(({ type }) => type))];
      await query(COUNT_UP, [key, counts.map(([type]) => type), counts.map(([, count]) => count)]);
      await touchLog(query, key);
      await tell(query, catalog);
      return new Set(added.map(({ id }) => id));
    });
  return {
    ...createReads(db),
    add: async (catalog, events) => {
      if (events.length === 0) return [];
      const first = firstById(events);
      const times = [...first.values()].map(({ at }) => at);
      await partitions.ensure(times);
      const added = await addAll(catalog, first).catch(async (error: unknown) => {
        // Another process has deleted what is old, and the partition with it, since this one looked.
        if (codeOf(error instanceof Error ? error.cause : undefined) !== NO_PARTITION) throw error;
        partitions.forget();
        await partitions.ensure(times);
        return addAll(catalog, first);
      });
      return events.map(
        (event): AddOutcome => (added.has(event.id) && first.get(event.id) === event ? 'added' : 'known'),
      );
    },
  };
}

interface Row extends EventRow {
  readonly key: number;
}

function createReads(db: Database): Omit<EventLog, 'add'> {
  return {
    newest: async (catalog, { user, session }: Shopper, { limit, types = EVENT_TYPES }) => {
      const shared = [catalog, [...types], limit] as const;
      const parts = await Promise.all([
        user === undefined ? [] : db.query<Row>(OF_USER, [...shared, user]),
        session === undefined ? [] : db.query<Row>(UNNAMED, [...shared, session]),
        user !== undefined || session === undefined ? [] : db.query<Row>(OF_SESSIONS_USER, [...shared, session]),
      ]);
      const rows = parts.flat().sort((a, b) => b.at - a.at || b.key - a.key);
      return rows.slice(0, limit).map(eventOfRow);
    },
    read: async function* (catalog, { from = 0, to = Number.MAX_SAFE_INTEGER, types }: EventRange = {}) {
      for (let after: readonly [number, number] = [from, 0]; ; ) {
        const rows = await db.query<Row>(PAGE, [catalog, ...after, to, BATCH_ROWS]);
        const last = rows.at(-1);
        const wanted = types === undefined ? rows : rows.filter(({ type }) => types.includes(type));
        if (wanted.length > 0) yield wanted.map(eventOfRow);
        if (last === undefined || rows.length < BATCH_ROWS) return;
        after = [last.at, last.key];
      }
    },
    counts: async (catalog) => {
      const [byType, bounds] = await Promise.all([
        db.query<{ readonly type: EventType; readonly events: number }>(COUNTS, [catalog]),
        db.query<{ readonly oldest: number | null; readonly newest: number | null }>(BOUNDS, [catalog]),
      ]);
      return {
        events: byType.reduce((sum, { events }) => sum + events, 0),
        byType: Object.fromEntries(byType.map(({ type, events }) => [type, events])),
        oldest: bounds[0]?.oldest ?? undefined,
        newest: bounds[0]?.newest ?? undefined,
      };
    },
    version: async (catalog) => (await db.query<{ readonly version: number }>(VERSION, [catalog]))[0]?.version ?? 0,
  };
}
