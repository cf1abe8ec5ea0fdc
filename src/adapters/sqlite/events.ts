import { setImmediate } from 'node:timers/promises';
import {
  EVENT_TYPES,
  type EventType,
  eventOfRow,
  firstById,
  type ShopEvent,
  type Shopper,
  tally,
} from '#src/domain/event';
import type { AddOutcome, EventCounts, EventLog, EventRange } from '#src/ports/events';
import type { Catalogs } from './catalogs.ts';
import type { Database, SqlValue } from './database.ts';
import type { EventSessions } from './event-sessions.ts';
import { createTimePages } from './time-pages.ts';

export interface EventLogDeps {
  readonly db: Database;
  readonly catalogs: Catalogs;
  readonly sessions: EventSessions;
  /** Told of each change of a catalog's events, once it is durable. */
  readonly onEvents: (catalog: string) => void;
}

/** The log of events. A write costs one transaction and two statements, and some more where sessions get their user. */
export function createEventLog(deps: EventLogDeps): EventLog {
  const { db, catalogs } = deps;
  const selectVersion = db.prepare<[number]>('SELECT version FROM event_logs WHERE catalog = ?');
  return {
    ...createAdd(deps),
    ...createNewest(deps),
    ...createReads(deps),
    version: (catalog) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        return (found && selectVersion.get([found.key])?.[0]) ?? 0;
      }),
  };
}

function createAdd({ db, catalogs, sessions, onEvents }: EventLogDeps): Pick<EventLog, 'add'> {
  const insert = db.prepare<[string, number]>(
    `INSERT INTO events (catalog, at, type, user, session, item, id, value, query, position)
     SELECT ?, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8
     FROM json_each(?) WHERE true ON CONFLICT (catalog, id) DO NOTHING RETURNING id, key`,
  );
  const countUp = db.prepare(
    `INSERT INTO event_counts (catalog, type, events) VALUES (?, ?, ?)
     ON CONFLICT (catalog, type) DO UPDATE SET events = events + excluded.events`,
  );
  const addAll = (catalog: string, first: ReadonlyMap<string, ShopEvent>): ReadonlySet<string> => {
    const { key } = catalogs.findOrAdd(catalog);
    const inserted = insert.all([key, JSON.stringify([...first.values()].map(toRow))]);
    if (inserted.length === 0) return new Set();
    const added = inserted.sort((a, b) => a[1] - b[1]).map(([id, row]) => ({ ...first.get(id)!, key: row }));
    sessions.join(key, 'events', added);
    for (const [type, events] of tally(added.map(({ type }) => type))) countUp.run([key, type, events]);
    sessions.touch(key);
    return new Set(added.map(({ id }) => id));
  };
  return {
    add: async (catalog, events) => {
      if (events.length === 0) return [];
      const first = firstById(events);
      const added = await db.write(() => addAll(catalog, first));
      if (added.size > 0) onEvents(catalog);
      return events.map(
        (event): AddOutcome => (added.has(event.id) && first.get(event.id) === event ? 'added' : 'known'),
      );
    },
  };
}

type Row = readonly [
  key: number,
  at: number,
  type: EventType,
  user: string | null,
  session: string | null,
  item: string,
  id: string,
  value: number | null,
  query: string | null,
  position: number | null,
];
const COLUMNS = 'key, at, type, user, session, item, id, value, query, position';
/** Rows read at a time; nothing else runs meanwhile. */
const BATCH_ROWS = 2_000;

function createNewest({ db, catalogs, sessions }: EventLogDeps): Pick<EventLog, 'newest'> {
  const newestWhere = (condition: string) =>
    db.prepare<Row>(
      `SELECT ${COLUMNS} FROM events WHERE catalog = ?1 AND ${condition}
       AND type = ?2 ORDER BY at DESC, key DESC LIMIT ?3`,
    );
  const ofUser = newestWhere('user = ?4');
  const ofUserInSession = newestWhere('user = ?4 AND session = ?5');
  const unnamed = newestWhere('user IS NULL AND session = ?4');
  const newestRows = (key: number, { user, session }: Shopper, types: readonly EventType[], limit: number): Row[] => {
    const owner = user === undefined && session !== undefined ? sessions.userOf(key, session) : undefined;
    const rows = types.flatMap((type) => [
      ...(user === undefined ? [] : ofUser.all([key, type, limit, user])),
      ...(session === undefined ? [] : unnamed.all([key, type, limit, session])),
      ...(typeof owner === 'string' ? ofUserInSession.all([key, type, limit, owner, session!]) : []),
    ]);
    return rows.sort((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, limit);
  };
  return {
    newest: (catalog, shopper, { limit, types = EVENT_TYPES }) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        return found ? newestRows(found.key, shopper, types, limit).map(toEvent) : [];
      }),
  };
}

function createReads({ db, catalogs }: EventLogDeps): Pick<EventLog, 'read' | 'counts'> {
  const page = createTimePages<Row>(db, 'events', COLUMNS);
  const byType = db.prepare<[EventType, number]>(
    'SELECT type, events FROM event_counts WHERE catalog = ? AND events > 0',
  );
  const bounds = db.prepare<[number | null, number | null]>(
    `SELECT (SELECT MIN(at) FROM events WHERE catalog = ?1), (SELECT MAX(at) FROM events WHERE catalog = ?1)`,
  );
  return {
    read: async function* (catalog, { from = 0, to = Number.MAX_SAFE_INTEGER, types }: EventRange = {}) {
      const found = await db.read(() => catalogs.find(catalog));
      let after: readonly [at: number, key: number] = [from, 0];
      while (found) {
        const rows = await db.read(() => page(found.key, after, to, BATCH_ROWS));
        const last = rows.at(-1);
        const wanted = types === undefined ? rows : rows.filter((row) => types.includes(row[2]));
        if (wanted.length > 0) yield wanted.map(toEvent);
        if (last === undefined || rows.length < BATCH_ROWS) return;
        after = [last[1], last[0]];
        await setImmediate();
      }
    },
    counts: (catalog) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        return found ? countsOf(byType.all([found.key]), bounds.get([found.key])!) : countsOf([], [null, null]);
      }),
  };
}

function toRow({ at, type, user, session, item, id, value, queryId, position }: ShopEvent): readonly SqlValue[] {
  return [at, type, user ?? null, session ?? null, item, id, value ?? null, queryId ?? null, position ?? null];
}

function toEvent([, at, type, user, session, item, id, value, queryId, position]: Row): ShopEvent {
  return eventOfRow({ at, type, user, session, item, id, value, queryId, position });
}

function countsOf(
  byType: readonly (readonly [EventType, number])[],
  [oldest, newest]: readonly [number | null, number | null],
): EventCounts {
  const events = byType.reduce((sum, [, count]) => sum + count, 0);
  return { events, byType: Object.fromEntries(byType), oldest: oldest ?? undefined, newest: newest ?? undefined };
}
