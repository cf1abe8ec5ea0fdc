import type { Schemas } from '@qdrant/js-client-rest';

/** How to reach Qdrant and how collections are laid out there. Everything but the addresses has a default. */
export interface QdrantOptions {
  /** Addresses of the nodes, e.g. `http://127.0.0.1:6333`; a path before the API is kept. When one fails, the next is tried. */
  readonly urls: readonly string[];
  readonly apiKey?: string;
  /** What the names of all collections begin with, so that several programs can share a server. */
  readonly prefix?: string;
  /** Milliseconds that one attempt to read may take. */
  readonly readTimeoutMs?: number;
  /** Milliseconds that one attempt to write, or to build an index of a field, may take. */
  readonly writeTimeoutMs?: number;
  /** How often a failed call that is safe to repeat is repeated after every node was tried once; 0 or more. */
  readonly retries?: number;
  /** Mean milliseconds before the first repetition; doubles each time, with half of it left to chance. */
  readonly retryDelayMs?: number;
  /** Parts that a collection is split into, over the nodes of a cluster. */
  readonly shards?: number;
  /** Copies of each shard. */
  readonly replicas?: number;
  /** Copies that must have a write before it is acknowledged; at most `replicas`. */
  readonly writeConsistency?: number;
  /** `scalar` searches vectors as 8-bit numbers in memory and scores the best of them again with the true ones. */
  readonly quantisation?: 'none' | 'scalar';
  /** Whether full vectors and their graphs stay on disk: slower, but memory is only needed for what is searched often. */
  readonly onDisk?: boolean;
  /** Bytes of this process for features of items that were candidates lately. */
  readonly recordCacheBytes?: number;
}

export type QdrantSettings = Required<Omit<QdrantOptions, 'apiKey'>> & Pick<QdrantOptions, 'apiKey'>;

const DEFAULTS: Omit<QdrantSettings, 'urls' | 'apiKey'> = {
  prefix: 'vitrine',
  readTimeoutMs: 5_000,
  writeTimeoutMs: 120_000,
  retries: 2,
  retryDelayMs: 100,
  shards: 1,
  replicas: 1,
  writeConsistency: 1,
  quantisation: 'none',
  onDisk: false,
  recordCacheBytes: 192 * 2 ** 20,
};

export function settingsOf(options: QdrantOptions): QdrantSettings {
  return { ...DEFAULTS, ...options };
}

export type QdrantFilter = Schemas['Filter'];
export type QdrantCondition = Schemas['Condition'];
export type QdrantPoint = Schemas['PointStruct'];
export type QdrantSearch = Schemas['QueryRequest'];
