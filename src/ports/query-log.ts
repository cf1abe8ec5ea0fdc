import type { Shopper } from '#src/domain/event';

/** A search that was answered, and what it showed first. */
export interface LoggedQuery extends Shopper {
  readonly queryId: string;
  /** As typed; empty for browsing and for a picture alone. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Ids of the items that were shown, in their order; the first has the place `offset` + 1. */
  readonly shown: readonly string[];
  readonly offset: number;
}

/**
 * What shoppers asked for, by catalog; users and sessions belong together as in the event log. It holds words of people:
 * nothing of it goes into any other log.
 * - When `add` returns, the queries are durable. An id is added once; what comes again changes nothing.
 * - Order by time as in the event log.
 */
export interface QueryLog {
  add(catalog: string, queries: readonly LoggedQuery[]): Promise<void>;
  /** In the order asked; undefined where there is none. */
  get(catalog: string, queryIds: readonly string[]): Promise<readonly (LoggedQuery | undefined)[]>;
  /** A shopper's newest queries, the newest first; whose they are as in `EventLog.newest`. */
  newest(catalog: string, shopper: Shopper, limit: number): Promise<readonly LoggedQuery[]>;
  /** All queries of a range of time, both ends included, the oldest first, in batches. */
  read(
    catalog: string,
    range?: { readonly from?: number; readonly to?: number },
  ): AsyncIterable<readonly LoggedQuery[]>;
}
