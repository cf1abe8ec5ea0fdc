import { setImmediate } from 'node:timers/promises';
import { type EventType, tally } from '#src/domain/event';
import type { ShopperStore } from '#src/ports/shoppers';
import type { Statement } from './database.ts';
import type { EventLogDeps } from './events.ts';

/** Events from the end of the log among which recent users are looked for. */
const RECENT_EVENTS = 10_000;
/** Rows deleted in one transaction; nothing else runs meanwhile. */
const DELETED_ROWS = 5_000;

/** Who is in the logs, and how they leave them. */
export function createShoppers(deps: EventLogDeps): ShopperStore {
  return { ...createLookups(deps), ...createErase(deps), ...createDeleteBefore(deps) };
}

function createLookups({ db, catalogs }: EventLogDeps): Pick<ShopperStore, 'recent' | 'known' | 'catalogs'> {
  const selectRecent = db.prepare<[string, number]>(
    `SELECT user, MAX(at) AS newest FROM (
       SELECT user, at FROM events INDEXED BY events_by_time WHERE catalog = ? ORDER BY at DESC LIMIT ${RECENT_EVENTS})
     WHERE user IS NOT NULL GROUP BY user ORDER BY newest DESC, user LIMIT ?`,
  );
  const selectKnown = db.prepare<[string]>(
    `SELECT value FROM json_each(?) AS wanted
     WHERE EXISTS (SELECT 1 FROM events AS e WHERE e.catalog = ? AND e.user = wanted.value)`,
  );
  const selectCatalogs = db.prepare<[string]>(
    `SELECT name FROM catalogs AS c WHERE EXISTS (SELECT 1 FROM events AS e WHERE e.catalog = c.key)
       OR EXISTS (SELECT 1 FROM queries AS q WHERE q.catalog = c.key) ORDER BY name`,
  );
  return {
    recent: (catalog, limit) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        return found ? selectRecent.all([found.key, limit]).map(([user, newest]) => ({ user, newest })) : [];
      }),
    known: (catalog, users) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        if (!found) return users.map(() => false);
        const known = new Set(selectKnown.all([JSON.stringify([...new Set(users)]), found.key]).map(([user]) => user));
        return users.map((user) => known.has(user));
      }),
    catalogs: () => db.read(() => selectCatalogs.all([]).map(([name]) => name)),
  };
}

function createErase({ db, catalogs, sessions, onEvents }: EventLogDeps): Pick<ShopperStore, 'erase'> {
  const sessionsOf = db.prepare<[string]>(
    `SELECT session FROM events WHERE catalog = ?1 AND user = ?2 AND session IS NOT NULL
     UNION SELECT session FROM queries WHERE catalog = ?1 AND user = ?2 AND session IS NOT NULL`,
  );
  const named = (table: string, result: string) =>
    `DELETE FROM ${table} WHERE catalog = ? AND user = ? RETURNING ${result}`;
  const unnamed = (table: string, result: string) =>
    `DELETE FROM ${table} WHERE catalog = ? AND user IS NULL
     AND session IN (SELECT value FROM json_each(?)) RETURNING ${result}`;
  const eraseNamed = db.prepare<[EventType]>(named('events', 'type'));
  const eraseUnnamed = db.prepare<[EventType]>(unnamed('events', 'type'));
  const eraseNamedQueries = db.prepare<[number]>(named('queries', 'key'));
  const eraseUnnamedQueries = db.prepare<[number]>(unnamed('queries', 'key'));
  const countDown = prepareCountDown(db);

  return {
    erase: async (catalog, { user, session }) => {
      const erased = await db.write(() => {
        const key = catalogs.find(catalog)?.key;
        if (key === undefined) return { events: 0, queries: 0 };
        const theirs = user === undefined ? [] : sessionsOf.all([key, user]).map(([one]) => one);
        const all = JSON.stringify(session === undefined ? theirs : [...theirs, session]);
        const types = eraseUnnamed.all([key, all]);
        let queries = eraseUnnamedQueries.all([key, all]).length;
        if (user !== undefined) {
          types.push(...eraseNamed.all([key, user]));
          queries += eraseNamedQueries.all([key, user]).length;
          sessions.forgetUser(key, user, theirs);
        }
        for (const [type, count] of tally(types.map(([type]) => type))) countDown.run([count, key, type]);
        if (types.length > 0) sessions.touch(key);
        return { events: types.length, queries };
      });
      await db.emptyJournal();
      if (erased.events > 0) onEvents(catalog);
      return erased;
    },
  };
}

function createDeleteBefore({ db, catalogs, sessions, onEvents }: EventLogDeps): Pick<ShopperStore, 'deleteBefore'> {
  const selectKeys = db.prepare<[string]>('SELECT name FROM catalogs ORDER BY name');
  const deleteOld = <Row extends readonly [EventType] | readonly [number]>(table: string, result: string) =>
    db.prepare<Row>(
      `DELETE FROM ${table} WHERE key IN (SELECT key FROM ${table} INDEXED BY ${table}_by_time
       WHERE catalog = ? AND at < ? ORDER BY at LIMIT ${DELETED_ROWS}) RETURNING ${result}`,
    );
  const deleteEvents = deleteOld<[EventType]>('events', 'type');
  const deleteQueries = deleteOld<[number]>('queries', 'key');
  const countDown = prepareCountDown(db);

  const deleteSome = (key: number, time: number): number => {
    const types = deleteEvents.all([key, time]).map(([type]) => type);
    for (const [type, count] of tally(types)) countDown.run([count, key, type]);
    if (types.length > 0) sessions.touch(key);
    return types.length;
  };
  const repeat = async (step: () => number): Promise<number> => {
    for (let total = 0; ; await setImmediate()) {
      const count = await db.write(step);
      total += count;
      if (count < DELETED_ROWS) return total;
    }
  };
  return {
    deleteBefore: async (time) => {
      const deleted = { events: 0, queries: 0 };
      for (const [catalog] of await db.read(() => selectKeys.all([]))) {
        const { key } = (await db.read(() => catalogs.find(catalog)))!;
        const events = await repeat(() => deleteSome(key, time));
        deleted.events += events;
        deleted.queries += await repeat(() => deleteQueries.all([key, time]).length);
        if (events > 0) onEvents(catalog);
      }
      await db.write(() => sessions.forgetBefore(time));
      await db.emptyJournal();
      return deleted;
    },
  };
}

function prepareCountDown(db: EventLogDeps['db']): Statement<readonly []> {
  return db.prepare('UPDATE event_counts SET events = events - ? WHERE catalog = ? AND type = ?');
}
