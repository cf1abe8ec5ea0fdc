import type { EventType, ShopEvent, Shopper } from '#src/domain/event';
import type { EventLog } from '#src/ports/events';
import type { ModelStore, NewModel, PublishedModel } from '#src/ports/models';
import type { LoggedQuery, QueryLog } from '#src/ports/query-log';
import type { ShopperStore } from '#src/ports/shoppers';

/** A row of a log; `place` is the order in which rows were added. */
type Kept<Row> = { row: Row; readonly place: number };
interface MemoryLogs {
  events: Kept<ShopEvent>[];
  queries: Kept<LoggedQuery>[];
  /** Users that each session has named. */
  readonly named: Map<string, Set<string>>;
  version: number;
}
interface MemoryModels {
  live: NewModel | undefined;
  previous: NewModel | undefined;
}

/** The logs of shoppers and their models in plain lists, everything found by looking at all of it. */
export function memoryShoppers(
  check: () => void,
  told: { onEvents(catalog: string): void; onModel(catalog: string, name: string): void },
): { events: EventLog; queries: QueryLog; shoppers: ShopperStore; models: ModelStore } {
  const catalogs = new Map<string, MemoryLogs>();
  let places = 0;
  const logsOf = (name: string): MemoryLogs => {
    check();
    const logs = catalogs.get(name) ?? { events: [], queries: [], named: new Map(), version: 0 };
    catalogs.set(name, logs);
    return logs;
  };
  const addTo = <Row extends Shopper>(logs: MemoryLogs, list: Kept<Row>[], row: Row): void => {
    const kept: Kept<Row> = { row: { ...row }, place: ++places };
    list.push(kept);
    const { user, session } = row;
    if (session === undefined) return;
    const users = logs.named.get(session) ?? new Set();
    if (user === undefined) {
      if (users.size === 1) kept.row = { ...row, user: [...users][0]! };
      return;
    }
    users.add(user);
    logs.named.set(session, users);
    if (users.size > 1) return;
    for (const other of [...logs.events, ...logs.queries])
      if (other.row.session === session && other.row.user === undefined) other.row = { ...other.row, user } as never;
  };
  const changed = (catalog: string): void => {
    logsOf(catalog).version++;
    told.onEvents(catalog);
  };
  return {
    events: memoryEvents(logsOf, addTo, changed),
    queries: {
      add: async (catalog, queries) => {
        const logs = logsOf(catalog);
        const ids = new Set(logs.queries.map(({ row }) => row.queryId));
        for (const query of queries) {
          if (!ids.has(query.queryId)) addTo(logs, logs.queries, query);
          ids.add(query.queryId);
        }
      },
      get: async (catalog, ids) => ids.map((id) => logsOf(catalog).queries.find(({ row }) => row.queryId === id)?.row),
      newest: async (catalog, shopper, limit) => {
        const { queries, named } = logsOf(catalog);
        return inOrder(queries.filter(({ row }) => isOf(row, shopper, named)))
          .reverse()
          .slice(0, limit);
      },
      read: async function* (catalog, { from = 0, to = Number.MAX_VALUE } = {}) {
        const found = inOrder(logsOf(catalog).queries).filter(({ at }) => at >= from && at <= to);
        if (found.length > 0) yield found;
      },
    },
    shoppers: memoryStore(check, catalogs, logsOf, changed),
    models: memoryModels(told.onModel),
  };
}

function memoryEvents(
  logsOf: (catalog: string) => MemoryLogs,
  addTo: (logs: MemoryLogs, list: Kept<ShopEvent>[], row: ShopEvent) => void,
  changed: (catalog: string) => void,
): EventLog {
  return {
    add: async (catalog, events) => {
      const logs = logsOf(catalog);
      const ids = new Set(logs.events.map(({ row }) => row.id));
      const outcomes = events.map((event) => {
        if (ids.has(event.id)) return 'known' as const;
        ids.add(event.id);
        addTo(logs, logs.events, event);
        return 'added' as const;
      });
      if (outcomes.includes('added')) changed(catalog);
      return outcomes;
    },
    newest: async (catalog, shopper, { limit, types }) => {
      const { events, named } = logsOf(catalog);
      const theirs = events.filter(({ row }) => isOf(row, shopper, named) && (types?.includes(row.type) ?? true));
      return inOrder(theirs).reverse().slice(0, limit);
    },
    read: async function* (catalog, { from = 0, to = Number.MAX_VALUE, types } = {}) {
      const found = inOrder(logsOf(catalog).events).filter(
        ({ at, type }) => at >= from && at <= to && (types?.includes(type) ?? true),
      );
      if (found.length > 0) yield found;
    },
    counts: async (catalog) => {
      const events = inOrder(logsOf(catalog).events);
      const byType: Partial<Record<EventType, number>> = {};
      for (const { type } of events) byType[type] = (byType[type] ?? 0) + 1;
      return { events: events.length, byType, oldest: events[0]?.at, newest: events.at(-1)?.at };
    },
    version: async (catalog) => logsOf(catalog).version,
  };
}

function memoryStore(
  check: () => void,
  catalogs: ReadonlyMap<string, MemoryLogs>,
  logsOf: (catalog: string) => MemoryLogs,
  changed: (catalog: string) => void,
): ShopperStore {
  return {
    recent: async (catalog, limit) => {
      const newest = new Map<string, number>();
      for (const { user, at } of inOrder(logsOf(catalog).events)) if (user !== undefined) newest.set(user, at);
      return [...newest]
        .map(([user, at]) => ({ user, newest: at }))
        .sort((a, b) => b.newest - a.newest || (a.user < b.user ? -1 : 1))
        .slice(0, limit);
    },
    known: async (catalog, users) => users.map((user) => logsOf(catalog).events.some(({ row }) => row.user === user)),
    catalogs: async () => {
      check();
      return [...catalogs]
        .filter(([, { events, queries }]) => events.length + queries.length > 0)
        .map(([name]) => name)
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    },
    erase: async (catalog, { user, session }) => {
      const logs = logsOf(catalog);
      const rows = [...logs.events, ...logs.queries].map(({ row }) => row as Shopper);
      const theirs = new Set(
        user === undefined ? [] : rows.filter((row) => row.user === user).map((row) => row.session),
      );
      if (session !== undefined) theirs.add(session);
      const isErased = ({ row }: Kept<Shopper>): boolean =>
        row.user === undefined ? theirs.has(row.session) : row.user === user;
      const before = { events: logs.events.length, queries: logs.queries.length };
      logs.events = logs.events.filter((kept) => !isErased(kept));
      logs.queries = logs.queries.filter((kept) => !isErased(kept));
      for (const one of theirs)
        if (one !== undefined && user !== undefined && logs.named.get(one)?.size === 1) logs.named.delete(one);
      const erased = { events: before.events - logs.events.length, queries: before.queries - logs.queries.length };
      if (erased.events > 0) changed(catalog);
      return erased;
    },
    deleteBefore: async (time) => {
      const deleted = { events: 0, queries: 0 };
      for (const [name, logs] of catalogs) {
        const [events, queries] = [logs.events.length, logs.queries.length];
        logs.events = logs.events.filter(({ row }) => row.at >= time);
        logs.queries = logs.queries.filter(({ row }) => row.at >= time);
        deleted.events += events - logs.events.length;
        deleted.queries += queries - logs.queries.length;
        if (events > logs.events.length) changed(name);
      }
      return deleted;
    },
  };
}

function memoryModels(onModel: (catalog: string, name: string) => void): ModelStore {
  const models = new Map<string, MemoryModels>();
  const find = (catalog: string, name: string): MemoryModels =>
    models.get(JSON.stringify([catalog, name])) ?? { live: undefined, previous: undefined };
  const set = (catalog: string, name: string, value: MemoryModels): void => {
    models.set(JSON.stringify([catalog, name]), value);
    onModel(catalog, name);
  };
  const shown = (model: NewModel | undefined): PublishedModel | undefined => {
    if (!model) return undefined;
    const { data, ...rest } = model;
    return { ...rest, bytes: data.length };
  };
  return {
    publish: async (catalog, name, model) => {
      const { live, previous } = find(catalog, name);
      if ([live, previous].some((known) => known?.version === model.version))
        throw new Error(`There is a version ${model.version} already.`);
      set(catalog, name, { live: { ...model, data: model.data.slice() }, previous: live });
    },
    live: async (catalog, name) => shown(find(catalog, name).live),
    previous: async (catalog, name) => shown(find(catalog, name).previous),
    rollback: async (catalog, name) => {
      const { live, previous } = find(catalog, name);
      if (!previous) throw new Error(`There is no model "${name}" to go back to.`);
      set(catalog, name, { live: previous, previous: live });
    },
    load: async (catalog, name, version) => {
      const { live, previous } = find(catalog, name);
      const found = [live, previous].find((model) => model?.version === version);
      return found && new Uint8Array(found.data).buffer;
    },
  };
}

/** Whose a row is, as the event log says it. */
function isOf(row: Shopper, { user, session }: Shopper, named: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  if (user !== undefined && row.user === user) return true;
  if (session === undefined || row.session !== session) return false;
  return row.user === undefined || (user === undefined && named.get(session)?.size === 1);
}

function inOrder<Row extends { readonly at: number }>(kept: readonly Kept<Row>[]): Row[] {
  return [...kept].sort((a, b) => a.row.at - b.row.at || a.place - b.place).map(({ row }) => row);
}
