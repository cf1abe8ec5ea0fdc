import type { Item } from '#src/domain/item';
import type { OnProgress } from './progress.ts';

export const FORMATS = [
  'auto',
  'jsonl',
  'json',
  'csv',
  'tsv',
  'parquet',
  'merchant',
  'shopify',
  'woocommerce',
] as const;
export type Format = (typeof FORMATS)[number];

export function isFormat(text: string): text is Format {
  return (FORMATS as readonly string[]).includes(text);
}

/** What to index, and how; paths start from `cwd`. */
export interface IndexOptions {
  readonly catalog: string;
  /** Files, or `-` for standard input. */
  readonly sources: readonly string[];
  readonly cwd: string;
  /** Standard input, for the source `-`; without it, this process's own. */
  readonly input?: () => AsyncIterable<Uint8Array>;
  readonly format: Format;
  /** Field → column (or a path with dots into nested JSON). */
  readonly map: Readonly<Record<string, string>>;
  /** Field → value that every item gets. */
  readonly set: Readonly<Record<string, string>>;
  /** Folder of the pictures. */
  readonly images?: string;
  /** Ask for pictures on the web again that are known, whether they changed. */
  readonly refreshPictures?: boolean;
  /** Delete items that are not in the sources. */
  readonly prune: boolean;
  /** Go on where a question would be asked: a source that shrank to less than half. */
  readonly yes: boolean;
  /** Validate everything, write nothing. */
  readonly check: boolean;
  readonly onError: 'skip' | 'stop';
  /** Called once it is certain that pruning is right, before anything is deleted. */
  readonly beforePrune?: () => Promise<void>;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** Things of one kind that went wrong, with up to five of them: place and value. */
export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly string[];
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

/** Something wrong with a row or an item: the same reason for all of its kind, the value apart. */
export interface Fault {
  readonly reason: string;
  /** The value, shortened; empty when there is none to show. */
  readonly detail: string;
  /** Path or address of the picture that it is about, fit to be shown. */
  readonly picture?: string;
}

/** A picture that could not be indexed, and of which row or item it is. */
export interface FailedPicture {
  readonly place: string;
  readonly picture: string;
  readonly reason: string;
  readonly detail: string;
}

const EXAMPLES = 5;
/** Reasons told apart; a source with thousands of columns may have thousands of them. */
const MOST_REASONS = 100;

/** Faults grouped by reason, the most frequent first. */
export interface FaultCounts {
  add(place: string, fault: Fault): void;
  readonly total: number;
  list(): ReasonCount[];
}

export function createFaultCounts(): FaultCounts {
  const groups = new Map<string, { count: number; examples: string[] }>();
  let total = 0;
  return {
    add(place, { reason, detail }) {
      const name = groups.has(reason) || groups.size < MOST_REASONS ? reason : 'other reasons';
      const group = groups.get(name) ?? { count: 0, examples: [] };
      group.count++;
      total++;
      if (group.examples.length < EXAMPLES) group.examples.push(detail === '' ? place : `${place}: ${detail}`);
      groups.set(name, group);
    },
    get total() {
      return total;
    },
    list: () =>
      [...groups]
        .map(([reason, { count, examples }]) => ({ reason, count, examples }))
        .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}

const LONGEST_DETAIL = 80;

/** A fault that shows the value it is about. */
export function fault(reason: string, value?: unknown): Fault {
  return { reason, detail: value === undefined ? '' : shorten(JSON.stringify(value) ?? String(value)) };
}

/** The beginning of a text, fit to be shown on one line. */
export function shorten(text: string): string {
  const line = text.replace(/[\p{Surrogate}\p{Cc}]/gu, '\ufffd');
  return line.length <= LONGEST_DETAIL ? line : `${line.slice(0, LONGEST_DETAIL)}…`;
}
