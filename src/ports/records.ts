import type { GenerationManifest } from '#src/domain/generation';
import type { Item } from '#src/domain/item';

/** Where a picture of an item is, and what tells that it changed without reading it. */
export interface PictureSource {
  /** Place in the item's list of images, from 0. */
  readonly number: number;
  /** Absolute path of the file. */
  readonly path: string;
  /** Size and time of change, e.g. `10234:1700000000000`. */
  readonly signature: string;
}

/** An item as received, with its pictures found. `hash` covers both: equal hashes are unchanged items. */
export interface NewRecord {
  readonly item: Item;
  readonly pictures: readonly PictureSource[];
  readonly hash: string;
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
 * When a write returns, it is durable. Of repeated ids in one call the last wins; all get its outcome.
 * Putting a deleted item again creates it.
 */
export interface RecordStore {
  put(catalog: string, records: readonly NewRecord[]): Promise<readonly PutOutcome[]>;
  /** Outcomes by id: `true` where there was something to delete. */
  delete(catalog: string, ids: readonly string[]): Promise<readonly boolean[]>;
  /** In the order asked; undefined where there is none. Deleted ones too: look at `deleted`. */
  get(catalog: string, ids: readonly string[]): Promise<readonly (ItemRecord | undefined)[]>;
  count(catalog: string): Promise<number>;
  /** The sequence of the newest change; 0 when there is none. */
  lastSequence(catalog: string): Promise<number>;
  /** Records whose last change is after `sequence`, oldest change first, deletions among them. */
  changesAfter(catalog: string, sequence: number, limit: number): Promise<readonly ItemRecord[]>;
  /** Marks ids as seen in an indexing run; answers by id whether the run had seen it before (`true`) . */
  markSeen(catalog: string, run: string, ids: readonly string[]): Promise<readonly boolean[]>;
  /** How many items that are not deleted were not seen in the run, and the first `limit` of their ids, by id. */
  unseen(
    catalog: string,
    run: string,
    limit: number,
  ): Promise<{ readonly count: number; readonly ids: readonly string[] }>;
}

/** The generations of a catalog and which of them is live. */
export interface GenerationRegistry {
  /** Catalogs that have a live generation, by name. */
  catalogs(): Promise<readonly string[]>;
  live(catalog: string): Promise<GenerationManifest | undefined>;
  previous(catalog: string): Promise<GenerationManifest | undefined>;
  /** All registered generations of the catalog, oldest first. */
  list(catalog: string): Promise<readonly GenerationManifest[]>;
  /** Adds a generation, or replaces the manifest of the one with the same id. */
  register(manifest: GenerationManifest): Promise<void>;
  /** Makes a registered generation live in one step; the live one becomes the previous. */
  switchTo(catalog: string, id: string): Promise<void>;
  /** Forgets a generation; the live one is refused with an error. */
  forget(catalog: string, id: string): Promise<void>;
}

/** All state that is not an index: one database. */
export interface StateStore {
  readonly records: RecordStore;
  readonly generations: GenerationRegistry;
  close(): Promise<void>;
}
