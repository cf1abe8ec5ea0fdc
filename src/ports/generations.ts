import type { DocumentFeatures, IndexDocument } from '#src/domain/document';
import type { Filter } from '#src/domain/filter';
import type { GenerationManifest } from '#src/domain/generation';
import type { LexicalQuery } from '#src/domain/query';
import type { Vector, Vectors } from '#src/domain/space';
import type { Features } from './features.ts';

/** One retrieval of a kind, at a fixed depth that does not depend on the page. */
export type Leg =
  | { readonly kind: 'lexical'; readonly query: LexicalQuery; readonly depth: number }
  | { readonly kind: 'vector'; readonly space: string; readonly vector: Vector; readonly depth: number }
  | { readonly kind: 'identifier'; readonly identifiers: readonly string[]; readonly depth: number };

/** What a leg found, best first; a higher score is a better match. Every item is there once. */
export interface LegResult {
  readonly ids: readonly string[];
  /** Cosine for `vector`; 1 for `identifier`; the store's own BM25 for `lexical` (not comparable between stores). */
  readonly scores: Float64Array;
  /** Whether there may be more than the depth. */
  readonly cut: boolean;
  /** For a space of pictures: the number of the best picture of each item. */
  readonly pictures?: Uint16Array;
  /** Why the store could not answer this leg while it answered another; then nothing is found and `cut` is true. */
  readonly failed?: string;
}

/** What of an item was embedded: equal hashes need no encoding. */
export interface Fingerprint {
  readonly textHash: string;
  /** Hashes of the pictures by number. */
  readonly pictures: readonly { readonly number: number; readonly hash: string }[];
}

export interface ItemVectors {
  readonly text: Vectors;
  readonly pictures: readonly { readonly number: number; readonly hash: string; readonly vectors: Vectors }[];
}

/**
 * A retrieval index of one catalog.
 * - `write` is an upsert; of repeated ids in one call the last wins. When it returns, what it wrote is durable and is
 *   found by the next `retrieve`, `features` and `vectors`. Writes may be called concurrently.
 * - A vector that does not fit its space, in a document or a leg, is `generation_incompatible`.
 * - The lexical leg has the items that hold a term of weight above 0; of repeated terms the weights add up.
 * - `filter` holds on every leg; a missing value matches only a negation.
 * - A leg never returns an item twice, nor one that was removed.
 * - Any id string works: quotes, blanks, slashes, emoji, 500 characters.
 */
export interface Generation {
  readonly manifest: GenerationManifest;
  readonly features: Features;
  count(): Promise<number>;
  write(documents: readonly IndexDocument[]): Promise<void>;
  /**
   * The same for items of which nothing has to be embedded anew, such as those of which the price changed: text hash,
   * vectors and pictures stay as they are. Ids that the generation does not have are passed over.
   */
  writeFeatures(documents: readonly DocumentFeatures[]): Promise<void>;
  /** Unknown ids are no error. */
  remove(ids: readonly string[]): Promise<void>;
  /** One batch; results in the order of the legs. No legs give no results. Throws when no leg could be answered. */
  retrieve(legs: readonly Leg[], filter: readonly Filter[]): Promise<readonly LegResult[]>;
  /** Those of the ids that the generation has. */
  fingerprints(ids: readonly string[]): Promise<ReadonlyMap<string, Fingerprint>>;
  vectors(ids: readonly string[]): Promise<ReadonlyMap<string, ItemVectors>>;
  /**
   * In the order of the ids, cosines of a vector with the items, each by its text or its best picture; NaN for those that
   * have none in the space, or are not there.
   */
  similarities(space: string, vector: Vector, ids: readonly string[]): Promise<Float64Array>;
  /**
   * Up to `count` ids, those of which `sampleKey` is least, least first: spread over the catalog, and the same from every
   * store that has the same items, so that what is measured on them is the same too.
   */
  sample(count: number): Promise<readonly string[]>;
  /** The change up to which everything is applied and durable; 0 for a new generation. */
  readonly appliedSequence: number;
  /** Looks how far any process has noted that everything is applied; `appliedSequence` is not less from then on. */
  refreshSequence(): Promise<number>;
  /** Records that every change up to `sequence` is applied. Never goes back. */
  commit(sequence: number): Promise<void>;
  /** Builds or refreshes indexes after bulk writes; searches go on meanwhile. Reports a phase in words. */
  optimise(onPhase?: (phase: string) => void): Promise<void>;
  close(): Promise<void>;
}

/** Where generations live. Creating one that exists, or opening one that does not, is an error. */
export interface GenerationStore {
  create(manifest: GenerationManifest): Promise<Generation>;
  /** Throws `generation_incompatible` when what is stored does not fit the manifest or this program. */
  open(manifest: GenerationManifest): Promise<Generation>;
  /** No error when there is none. */
  drop(manifest: GenerationManifest): Promise<void>;
  /**
   * Lets a name that the store has for the catalog show this generation from now on, in one step, where a store has such
   * names: they are for whoever looks at it from outside. The registry alone says which generation is live. It may be
   * repeated.
   */
  publish(manifest: GenerationManifest): Promise<void>;
  close(): Promise<void>;
}
