import type { Item } from '#src/domain/item';
import type { EnrichReport } from './enrich/enrich.ts';
import type { ReasonCount } from './faults.ts';
import type { SourceOptions } from './sources/options.ts';

/** Asking a language model about items, as a part of a run. */
export interface EnrichStage {
  /** Items asked about at most. */
  readonly limit: number;
}

/** What to index, and how. */
export interface IndexOptions extends SourceOptions {
  /** Folder of the pictures. */
  readonly images?: string;
  /** Ask for pictures on the web again that are known, whether they changed. */
  readonly refreshPictures?: boolean;
  /** Delete items that are not in the sources. */
  readonly prune: boolean;
  /** Go on where a question would be asked: a source that shrank to less than half. */
  readonly yes: boolean;
  /** Let a language model add what the feed leaves out, once all is indexed. */
  readonly enrich?: EnrichStage;
  /** Called once it is certain that pruning is right, before anything is deleted. */
  readonly beforePrune?: () => Promise<void>;
}

/**
 * What became of the rows: `read` = `indexed` + `unchanged` + `duplicates` + `tombstones` + all counts of `skipped` (unless
 * `interrupted`, where the rows of the batch in hand may be missing).
 */
export interface IndexReport {
  readonly read: number;
  /** New or changed items, searchable now. With `check`: that would be. */
  readonly indexed: number;
  readonly unchanged: number;
  readonly deleted: number;
  /** Rows whose id came again; the last one counts. */
  readonly duplicates: number;
  /** The first ten of those ids. Absent when there is none. */
  readonly repeatedIds?: readonly string[];
  /** Rows that say that their item is gone: it is deleted. Absent when there is none. */
  readonly tombstones?: number;
  /** Rows that gave no item. */
  readonly skipped: readonly ReasonCount[];
  /** Items that are indexed with something left out: a picture, a value that could not be read. */
  readonly incomplete: readonly ReasonCount[];
  /** The first thousand pictures that items were indexed without. */
  readonly failedPictures?: readonly FailedPicture[];
  /** What a language model was asked about items; absent when it was not. */
  readonly enrichment?: EnrichReport;
  readonly notices: readonly string[];
  readonly interrupted: boolean;
  /** From the first row to the end, index building included. */
  readonly seconds: number;
  /** Rows a second, index building apart. */
  readonly itemsPerSecond: number;
  /** Seconds by phase; phases overlap, so they may add up to more than `seconds`. */
  readonly phases: Readonly<Record<string, number>>;
  /** With `check`: the first items as they would be indexed. */
  readonly samples?: readonly Item[];
}

/** A picture that could not be indexed, and of which row or item it is. */
export interface FailedPicture {
  readonly place: string;
  readonly picture: string;
  readonly reason: string;
  readonly detail: string;
}
