import type { GenerationManifest } from '#src/domain/generation';
import type { Connection } from './connection.ts';
import { itemPoint } from './ids.ts';
import { metaName } from './names.ts';
import type { QdrantSettings } from './options.ts';

/** Changes whenever a reader of the older form would misread what is stored here. */
export const QDRANT_FORMAT = 2;

/** What is kept of a generation beside its points. */
export interface Meta {
  readonly format: number;
  readonly manifest: GenerationManifest;
  readonly appliedSequence: number;
  /** Weighted length that BM25 takes for the mean; missing until something is written. */
  readonly averageLength?: number;
}

/** The notes on all generations: a collection without vectors, one point for each. */
export interface MetaStore {
  read(manifest: GenerationManifest): Promise<Meta | undefined>;
  create(manifest: GenerationManifest): Promise<void>;
  remove(manifest: GenerationManifest): Promise<void>;
  /** Never lowers it, whoever else writes. */
  raiseSequence(manifest: GenerationManifest, sequence: number): Promise<void>;
  setAverageLength(manifest: GenerationManifest, averageLength: number): Promise<void>;
}

export async function openMetaStore(connection: Connection, settings: QdrantSettings): Promise<MetaStore> {
  const collection = metaName(settings.prefix);
  const pointOf = ({ catalog, id }: GenerationManifest) => itemPoint(JSON.stringify([catalog, id]));
  const { exists } = await connection.read('look for the notes', (client) => client.collectionExists(collection));
  if (!exists) await createCollection(connection, collection, settings);
  return {
    read: async (manifest) => {
      const found = await connection.read('read the notes', (client) =>
        client.retrieve(collection, { ids: [pointOf(manifest)], with_payload: true }),
      );
      // Written by `create` and the setters below only.
      return found[0]?.payload as unknown as Meta | undefined;
    },
    create: async (manifest) => {
      const payload: Meta = { format: QDRANT_FORMAT, manifest, appliedSequence: 0 };
      const points = [{ id: pointOf(manifest), vector: {}, payload: { ...payload } }];
      await connection.write('note a generation', (client) => client.upsert(collection, { wait: true, points }));
    },
    remove: async (manifest) => {
      await connection.write('forget a generation', (client) =>
        client.delete(collection, { wait: true, points: [pointOf(manifest)] }),
      );
    },
    raiseSequence: async (manifest, sequence) => {
      const must = [{ has_id: [pointOf(manifest)] }, { key: 'appliedSequence', range: { lt: sequence } }];
      await connection.write('note the sequence', (client) =>
        client.setPayload(collection, { wait: true, filter: { must }, payload: { appliedSequence: sequence } }),
      );
    },
    setAverageLength: async (manifest, averageLength) => {
      await connection.write('note the average length', (client) =>
        client.setPayload(collection, { wait: true, points: [pointOf(manifest)], payload: { averageLength } }),
      );
    },
  };
}

/** Another process may do the same at the same time. */
async function createCollection(connection: Connection, collection: string, settings: QdrantSettings): Promise<void> {
  const { shards: _, replicas, writeConsistency } = settings;
  const config = {
    vectors: {},
    shard_number: 1,
    replication_factor: replicas,
    write_consistency_factor: writeConsistency,
  };
  try {
    await connection.once('make the notes', (client) => client.createCollection(collection, config));
  } catch (error) {
    const { exists } = await connection.read('look for the notes', (client) => client.collectionExists(collection));
    if (!exists) throw error;
  }
}
