import type { EventImportOptions, EventReport } from '#indexers/events/report';
import { importEvents } from '#indexers/events/run';
import { type AddedEvents, takeEvents } from '#indexers/events/take';
import type { FilesOptions } from '#src/adapters/files/files';
import { interestLines } from '#src/cf/interest-lines';
import { describeInterests, type InterestProfile, interestProfile, type PriceBand } from '#src/cf/interest-profile';
import { eventJson, type Shopper, TELLING_TYPES } from '#src/domain/event';
import type { SearchPage } from '#src/domain/hit';
import type { SearchRequest } from '#src/domain/query';
import { VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';
import type { StateStore } from '#src/ports/records';
import type { ErasedCounts, KnownUser } from '#src/ports/shoppers';
import { createQueryRecorder, loggedQuery } from '#src/search/record-queries';
import type { Summarise } from '#src/understanding/interests/summarise';
import type { InterestSummary } from '#src/understanding/interests/summary';
import { NO_MODEL } from './language.ts';

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

export interface ShopperProfile extends Omit<InterestProfile, 'newest' | 'price'> {
  readonly sentence: string;
  readonly price: PriceBand | null;
  /** By a language model, if that was asked for; null of a shopper of whom nothing is known. */
  readonly summary?: InterestSummary | null;
}

/** What shoppers do, and what is kept of it. */
export interface Shoppers {
  importEvents(options: EventImportOptions): Promise<EventReport>;
  /** Adds events in the shape of their JSON; each has its outcome, and what is added is durable on return. */
  addEvents(catalog: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<AddedEvents>;
  /** Logs what a search of a shopper showed, in the background; one that names nobody, or replays a list, is not logged. */
  searched(catalog: string, request: SearchRequest, page: SearchPage): void;
  recent(catalog: string, limit: number): Promise<readonly KnownUser[]>;
  /**
   * What the shopper's newest events say of their taste, in numbers and in a sentence; with `summarise`, a language model
   * says it, too. Throws `invalid_configuration` without one and `web_unavailable` when it does not answer.
   */
  profile(
    catalog: string,
    shopper: Shopper,
    options?: { readonly summarise?: boolean | undefined },
  ): Promise<ShopperProfile>;
  /** In one catalog, or in all that know the shopper. */
  export(shopper: Shopper, catalog?: string): Promise<readonly ShopperExport[]>;
  erase(shopper: Shopper, catalog?: string): Promise<ErasedCounts>;
  /** Deletes what is older than it may be. */
  applyRetention(): Promise<ErasedCounts>;
  /** Waits for the queries that are still to be logged. */
  close(): Promise<void>;
}

/** Newest events that a profile is made of. */
const PROFILED = 1_000;
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
    profile: async (catalog, shopper, { summarise = false } = {}) => {
      if (summarise && !deps.summarise) throw new VitrineError('invalid_configuration', NO_MODEL);
      const done = await events.newest(catalog, shopper, { limit: PROFILED, types: TELLING_TYPES });
      const ids = [...new Set(done.map(({ item }) => item))];
      const known = await records.get(catalog, ids);
      const items = new Map(ids.map((id, index) => [id, known[index]?.item]));
      const found = interestProfile(done, (id) => items.get(id));
      const { newest: _, price, ...profile } = found;
      const lines = interestLines(found);
      return {
        ...{ sentence: describeInterests(found), ...profile, price: price ?? null },
        ...(summarise && { summary: lines === '' ? null : await deps.summarise!(catalog, lines) }),
      };
    },
    export: async (shopper, catalog) => {
      const exports: ShopperExport[] = [];
      for (const name of await catalogsOf(catalog)) {
        const [done, asked] = [
          await events.newest(name, shopper, { limit: NO_LIMIT }),
          await queries.newest(name, shopper, NO_LIMIT),
        ];
        if (done.length + asked.length === 0) continue;
        const shown = asked.map(({ at, ...query }) => ({ ...query, at: new Date(at).toISOString() }));
        exports.push({ catalog: name, events: done.map(eventJson).reverse(), queries: shown.reverse() });
      }
      return exports;
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
