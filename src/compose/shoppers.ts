import type { EventImportOptions, EventReport } from '#indexers/events/report';
import { importEvents } from '#indexers/events/run';
import { type AddedEvents, takeEvents } from '#indexers/events/take';
import type { FilesOptions } from '#src/adapters/files/files';
import { eventJson, type Shopper } from '#src/domain/event';
import type { SearchPage } from '#src/domain/hit';
import type { SearchRequest } from '#src/domain/query';
import type { Files } from '#src/ports/files';
import type { StateStore } from '#src/ports/records';
import type { ErasedCounts, KnownUser } from '#src/ports/shoppers';
import { createQueryRecorder, loggedQuery } from '#src/search/record-queries';
import type { Summarise } from '#src/understanding/interests/summarise';
import { createProfile, type Profile } from './shopper-profile.ts';

export interface ShoppersDeps {
  readonly state: StateStore;
  readonly createFiles: (options: FilesOptions) => Files;
  /** Days that events and queries are kept; undefined for ever. */
  readonly retentionDays: number | undefined;
  /** Whether searches of shoppers are logged. */
  readonly logsQueries: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Null where no language model is configured. */
  readonly summarise: Summarise | null;
}

/** Everything of a shopper in one catalog, as JSON shows it. */
export interface ShopperExport {
  readonly catalog: string;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly queries: readonly Readonly<Record<string, unknown>>[];
}

/** What shoppers do, and what is kept of it. */
export interface Shoppers {
  importEvents(options: EventImportOptions): Promise<EventReport>;
  /** Adds events in the shape of their JSON; each has its outcome, and what is added is durable on return. */
  addEvents(catalog: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<AddedEvents>;
  /** Logs what a search of a shopper showed, in the background; one that names nobody, or replays a list, is not logged. */
  searched(catalog: string, request: SearchRequest, page: SearchPage): void;
  recent(catalog: string, limit: number): Promise<readonly KnownUser[]>;
  readonly profile: Profile;
  /** In one catalog, or in all that know the shopper. */
  export(shopper: Shopper, catalog?: string): Promise<readonly ShopperExport[]>;
  erase(shopper: Shopper, catalog?: string): Promise<ErasedCounts>;
  /** Deletes what is older than it may be. */
  applyRetention(): Promise<ErasedCounts>;
  /** Waits for the queries that are still to be logged. */
  close(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
const NO_LIMIT = 2 ** 31 - 1;

export function createShoppers(deps: ShoppersDeps): Shoppers {
  const { state, createFiles, retentionDays, logsQueries, now } = deps;
  const { events, queries, shoppers, records } = state;
  const recorder = createQueryRecorder(queries);
  const oldest = (): number | undefined => (retentionDays === undefined ? undefined : now() - retentionDays * DAY_MS);
  const catalogsOf = async (catalog: string | undefined) => (catalog === undefined ? shoppers.catalogs() : [catalog]);
  return {
    importEvents: async (options) => {
      const bounds = [options.since, oldest()].filter((time) => time !== undefined);
      const kept = bounds.length === 0 ? options : { ...options, since: Math.max(...bounds) };
      const report = await importEvents({ events, shoppers, records, files: createFiles(options), now }, kept);
      if (retentionDays === undefined || report.outside === 0) return report;
      return {
        ...report,
        notices: [...report.notices, `events are kept for ${retentionDays} days: older ones are outside`],
      };
    },
    addEvents: (catalog, rows) => takeEvents({ events, shoppers, records, now }, catalog, rows),
    searched: (catalog, request, page) => {
      const query = logsQueries ? loggedQuery(request, page, now()) : undefined;
      if (query) recorder.record(catalog, query);
    },
    recent: shoppers.recent,
    profile: createProfile(deps),
    export: async (shopper, catalog) => {
      const exports: ShopperExport[] = [];
      for (const name of await catalogsOf(catalog)) exports.push(await exportOf(name, shopper, state));
      return exports.filter((one) => one.events.length + one.queries.length > 0);
    },
    erase: async (shopper, catalog) => {
      await recorder.drain();
      const erased = { events: 0, queries: 0 };
      for (const name of await catalogsOf(catalog)) {
        const counts = await shoppers.erase(name, shopper);
        erased.events += counts.events;
        erased.queries += counts.queries;
      }
      return erased;
    },
    applyRetention: async () => {
      const time = oldest();
      return time === undefined ? { events: 0, queries: 0 } : shoppers.deleteBefore(time);
    },
    close: recorder.drain,
  };
}

/** What is kept of the shopper in one catalog, the oldest first. */
async function exportOf(catalog: string, shopper: Shopper, { events, queries }: StateStore): Promise<ShopperExport> {
  const done = await events.newest(catalog, shopper, { limit: NO_LIMIT });
  const asked = await queries.newest(catalog, shopper, NO_LIMIT);
  const shown = asked.map(({ at, ...query }) => ({ ...query, at: new Date(at).toISOString() }));
  return { catalog, events: done.map(eventJson).reverse(), queries: shown.reverse() };
}
