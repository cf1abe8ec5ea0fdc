import type { ReasonCount } from '../faults.ts';
import type { SourceOptions } from '../sources/options.ts';

/** Which events to import, and how. */
export interface EventImportOptions extends SourceOptions {
  /** Only events from this time on, and up to that one, both included. Milliseconds since 1970. */
  readonly since?: number;
  readonly until?: number;
}

/**
 * What became of the rows: `read` = `added` + `known` + `outside` + all counts of `skipped` (unless `interrupted`, where
 * the rows of the batch in hand may be missing).
 */
export interface EventReport {
  readonly read: number;
  /** New events, durable. With `check`: that may be, if none of them is known. */
  readonly added: number;
  /** Events that were in the log already, under their id. */
  readonly known: number;
  /** Events before `since` or after `until`. */
  readonly outside: number;
  /** Rows that gave no event. */
  readonly skipped: readonly ReasonCount[];
  /** Events of items that the catalog does not have (yet); they are kept. */
  readonly unknownItems: number;
  /** Users that no event named before. */
  readonly newUsers: number;
  readonly notices: readonly string[];
  readonly interrupted: boolean;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** With `check`: the first events as they would be kept. */
  readonly samples?: readonly Readonly<Record<string, unknown>>[];
}
