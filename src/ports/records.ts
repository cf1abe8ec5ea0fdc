import type { GenerationManifest } from '#src/domain/generation';
import type { Item } from '#src/domain/item';
import type { AnswerStore } from './answers.ts';
import type { EventLog } from './events.ts';
import type { Lease, Leases } from './leases.ts';
import type { ModelStore } from './models.ts';
import type { Notices } from './notices.ts';
import type { QueryLog } from './query-log.ts';
import type { ShopperStore } from './shoppers.ts';
import type { Snapshots } from './snapshots.ts';
import type { SynonymStore } from './synonyms.ts';

/** Where a picture of an item is, and what tells that it changed without reading it. */
export interface PictureSource {
  /** Place in the item's list of images, from 0. */
  readonly number: number;
  /** Absolute path of a file, or an address: `http(s):` or `data:`. */
  readonly path: string;
  /** Of a file its size and time of change, e.g. `10234:1700000000000`; of an address what its content is known by. */
  readonly signature: string;
}

/** An item as received, with its pictures found. `hash` covers both: equal hashes are unchanged items. */
export interface NewRecord {
  readonly item: Item;
  readonly pictures: readonly PictureSource[];
  readonly hash: string;
  /** Hash of the row of a source that gives just this record, where there is one. It is kept, but not given back. */
  readonly row?: string | undefined;
  /**
   * The change that it takes the place of, by its sequence: when the item has changed since, nothing is put and the
   * outcome is `unchanged`.
   */
  readonly replaces?: number;
}

/** An item of record. A deleted one keeps its last content, so that running lists can still show it. */
export interface ItemRecord extends NewRecord {
  /** Place of its last change in the catalog's log; rises by every change, starts at 1. */
  readonly sequence: number;
  readonly deleted: boolean;
}

export type PutOutcome = { readonly outcome: 'created' | 'changed' | 'unchanged'; readonly sequence: number };

/**
 * The items of record of all catalogs and the log of their changes: the truth from which generations are built.
 * - When a write returns, it is durable; a call that fails wrote nothing. Empty input is no error.
 * - Of repeated ids in one call the last wins, at its place; all get its outcome.
 * - A change takes the next number of its catalog: the first is 1, there are no gaps, in one call they rise in the
 *   order given. Unchanged items and deletions of what is not there take none.
 * - Changes become visible in the order of their numbers, whoever writes at the same time, so a reader that goes on
 *   from the last number it saw misses none.
 * - Putting a deleted item again creates it, also with an equal hash.
 * - An id is any text without U+0000 and lone surrogates, up to 500 characters. Order by id is by code point.
 * - Items come back as JSON would give them.
 */
export interface RecordStore {
  put(catalog: string, records: readonly NewRecord[]): Promise<readonly PutOutcome[]>;
  /** Outcomes by id: `true` where there was something to delete. */
  delete(catalog: string, ids: readonly string[]): Promise<readonly boolean[]>;
  /** In the order asked; undefined where there is none. Deleted ones too: look at `deleted`. */
  get(catalog: string, ids: readonly string[]): Promise<readonly (ItemRecord | undefined)[]>;
  /**
   * By row: the id of the item that was last put with it, even as unchanged, if nothing changed it since; undefined for
   * rows that gave none, or gave what is changed or deleted.
   */
  idsOfRows(catalog: string, rows: readonly string[]): Promise<readonly (string | undefined)[]>;
  count(catalog: string): Promise<number>;
  /** The sequence of the newest change; 0 when there is none. */
  lastSequence(catalog: string): Promise<number>;
  /** Records whose last change is after `sequence`, oldest change first, deletions among them. */
  changesAfter(catalog: string, sequence: number, limit: number): Promise<readonly ItemRecord[]>;
  /**
   * Runs `work` with the ids of those changes that are still the last of their item, each change being an id and the
   * sequence that it took. Of all who name the same `scope`, in whatever process, one works at a time. What is logged
   * meanwhile waits for its own writer. So an index never gets an older change of an item after a newer one.
   */
  applyLast<Result>(
    catalog: string,
    scope: string,
    changes: readonly { readonly id: string; readonly sequence: number }[],
    work: (last: ReadonlySet<string>) => Promise<Result>,
  ): Promise<Result>;
  /**
   * Marks ids as seen in an indexing run, which begins with the first mark; ids need no record. Answers by id whether
   * the run had seen it before the call, the same for repeated ids.
   */
  markSeen(catalog: string, run: string, ids: readonly string[]): Promise<readonly boolean[]>;
  /** How many items that are not deleted were not seen in the run. */
  countUnseen(catalog: string, run: string): Promise<number>;
  /** Their ids in order, those after `after` and at most `limit`. */
  unseen(catalog: string, run: string, options: UnseenOptions): Promise<readonly string[]>;
  /**
   * Drops the marks of a run that is done; until then they stay, for a week at least, also over restarts. Unknown runs
   * are no error.
   */
  forgetRun(catalog: string, run: string): Promise<void>;
}

export interface UnseenOptions {
  readonly limit: number;
  /** Without it, from the first on. */
  readonly after?: string | undefined;
}

/** The generations of a catalog and which of them is live. When a write returns, it is durable. */
export interface GenerationRegistry {
  /** Catalogs that have a live generation, by name (by code point). */
  catalogs(): Promise<readonly string[]>;
  live(catalog: string): Promise<GenerationManifest | undefined>;
  previous(catalog: string): Promise<GenerationManifest | undefined>;
  /** All registered generations of the catalog, oldest first. */
  list(catalog: string): Promise<readonly GenerationManifest[]>;
  /** Adds a generation, or replaces the manifest of the one with the same id. */
  register(manifest: GenerationManifest): Promise<void>;
  /**
   * Makes a registered generation live in one step; the live one becomes the previous. Switching to the live one
   * changes nothing; to an unknown one is an error.
   */
  switchTo(catalog: string, id: string): Promise<void>;
  /**
   * Says that this process searches a generation, or is about to: `searched` has it until the lease is released or the
   * process dies. Any number may.
   */
  searching(catalog: string, id: string): Promise<Lease>;
  /** The registered generations that a search may be answered from, whichever process is asked: the live one first. */
  searched(catalog: string): Promise<readonly GenerationManifest[]>;
  /** Forgets a generation, also as the previous one; the live one is refused with an error, unknown ones are none. */
  forget(catalog: string, id: string): Promise<void>;
}

/** All state that is not an index: one database. Opening brings its tables up to date. */
export interface StateStore {
  readonly records: RecordStore;
  readonly generations: GenerationRegistry;
  readonly events: EventLog;
  readonly queries: QueryLog;
  readonly shoppers: ShopperStore;
  readonly models: ModelStore;
  readonly answers: AnswerStore;
  readonly synonyms: SynonymStore;
  readonly notices: Notices;
  readonly leases: Leases;
  /** Lists that any process can go on with, as JSON would give them; null where only one process has the state. */
  readonly lists: Snapshots<unknown> | null;
  /** May be called twice; every other call afterwards is an error. */
  close(): Promise<void>;
}
