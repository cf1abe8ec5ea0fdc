import type { OnProgress } from '#indexers/progress';
import type { IndexOptions, IndexReport } from '#indexers/report';
import type { Config } from '#src/config';
import type { GenerationManifest } from '#src/domain/generation';
import type { SearchPage } from '#src/domain/hit';
import type { Item } from '#src/domain/item';
import type { SearchRequest } from '#src/domain/query';
import type { FieldProfile } from '#src/ports/features';
import type { CatalogEnrichment } from './enrichment.ts';
import type { CatalogJudging } from './judging.ts';
import type { Language } from './language.ts';
import type { Lists } from './lists.ts';
import type { ReindexOptions, ReindexReport } from './reindexing.ts';
import type { Shoppers } from './shoppers.ts';
import type { CatalogSynonyms } from './synonyms.ts';
import type { TrainWhenDue } from './training/schedule.ts';
import type { TrainOptions, TrainReport } from './training/train.ts';
import type { Chunk, ImportReport } from './transfer.ts';

export type { DownloadEvent } from '#src/adapters/transformers/find-model';

export interface CatalogStatus {
  readonly catalog: string;
  readonly items: number;
  /** Items that the live generation has; equal to `items` when it has caught up. */
  readonly indexed: number;
  readonly generation: GenerationManifest;
  readonly appliedSequence: number;
  readonly lastSequence: number;
  /** What shoppers did, by number. */
  readonly events: number;
  /** What was learned from it; null while nothing was. */
  readonly model: { readonly version: string; readonly createdAt: string } | null;
}

/** One catalog, open: what the command line and the HTTP face call. */
export interface Catalog extends Lists {
  readonly name: string;
  search(request: SearchRequest): Promise<SearchPage>;
  /** Makes what the first search would wait for otherwise. */
  prepare(): Promise<void>;
  /** Throws `item_not_found`. */
  item(id: string): Promise<Item>;
  /** The bytes of an item's picture, by its place in the list of images. Throws `item_not_found`. */
  picture(id: string, number: number): Promise<Uint8Array>;
  /** Upserts rows in the shape of the item fields; what is invalid is reported, the rest is searchable on return. */
  put(rows: readonly Readonly<Record<string, unknown>>[]): Promise<IndexReport>;
  /** By id whether there was something to delete. */
  remove(ids: readonly string[]): Promise<readonly boolean[]>;
  fields(): Promise<readonly FieldProfile[]>;
  readonly synonyms: CatalogSynonyms;
  /** What a language model, or a file, adds to items. */
  readonly enrichment: CatalogEnrichment;
  /** Grades of found items by a language model, for evaluation. */
  readonly judging: CatalogJudging;
  /** Learns from the catalog's events and publishes the model if it is better than popularity. */
  train(options: Omit<TrainOptions, 'catalog'>): Promise<TrainReport>;
  /** Makes the model before the live one again. Throws `invalid_request` when there is none. */
  rollBackModel(): Promise<{ readonly live: string; readonly previous: string }>;
  status(): Promise<CatalogStatus>;
}

export interface ExportOptions {
  /** Takes the pictures of items along; hears of those that cannot be read. */
  readonly pictures?: { readonly onMissing: (path: string) => void };
}

export interface ImportOptions {
  /** Folder for pictures that come along; by default `restored-pictures` in the data folder. */
  readonly picturesDir?: string | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

export interface RestoreReport extends ImportReport {
  readonly seconds: number;
}

/** The whole program over one data folder (or one set of servers). */
export interface Vitrine {
  readonly config: Config;
  /** Names of the catalogs that have an index. */
  catalogs(): Promise<readonly string[]>;
  /** Throws `catalog_not_found`. */
  catalog(name: string): Promise<Catalog>;
  /** Indexes sources into a catalog, creating it when needed. */
  index(options: IndexOptions): Promise<IndexReport>;
  /** Builds a catalog's index anew from its items of record, or goes back to the one before. */
  reindex(options: ReindexOptions): Promise<ReindexReport>;
  /** Trains and refreshes the catalogs whose turn it is by the configuration; does nothing without one. */
  readonly trainWhenDue: TrainWhenDue;
  /** Events, queries, and who they are of. */
  readonly shoppers: Shoppers;
  /** The picture at a public web address, to search by. Throws as `Web.get` does. */
  fetchPicture(url: string): Promise<Uint8Array>;
  /** Answers of language models. */
  readonly language: Language;
  /** Everything that is kept of all catalogs, for `import` elsewhere. */
  export(options?: ExportOptions): AsyncIterable<Chunk>;
  /** Takes in what `export` gave, where there is nothing of its catalogs, and builds their indexes. */
  import(chunks: AsyncIterable<Chunk>, options: ImportOptions): Promise<RestoreReport>;
  /** Throws when a store does not answer. */
  ready(): Promise<void>;
  close(): Promise<void>;
}
