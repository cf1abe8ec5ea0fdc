import type { GenerationManifest } from '#src/domain/generation';
import type { Fingerprint, Generation } from '#src/ports/generations';
import { createAverageLength } from './average-length.ts';
import type { Connection } from './connection.ts';
import { createDrift } from './drift.ts';
import { createFeatures } from './features.ts';
import { itemPoint } from './ids.ts';
import { createFieldIndexes } from './indexes.ts';
import type { Meta, MetaStore } from './meta.ts';
import type { CollectionNames } from './names.ts';
import { indexLikelyFacets, waitUntilIndexed } from './optimise.ts';
import type { QdrantSettings } from './options.ts';
import { createProfiles } from './profile.ts';
import { picturesOf, type StoredRecord } from './record.ts';
import { createRecords, type Records } from './records.ts';
import { createRetrieve } from './retrieve.ts';
import { pictureSpaces } from './schema.ts';
import { createStatistics } from './statistics.ts';
import { readVectors } from './vectors.ts';
import { createWriter } from './write.ts';

export interface GenerationParts {
  readonly manifest: GenerationManifest;
  readonly names: CollectionNames;
  readonly connection: Connection;
  readonly settings: QdrantSettings;
  readonly metaStore: MetaStore;
  readonly meta: Meta;
  /** Indexes of fields made on demand before. */
  readonly indexesMade: number;
}

/** The generation port over collections of Qdrant. */
export function generationOver(parts: GenerationParts): Generation {
  const { manifest, names, connection, settings, metaStore, meta } = parts;
  const drift = createDrift();
  const records = createRecords({ connection, collection: names.records, cacheBytes: settings.recordCacheBytes });
  const indexes = createFieldIndexes({ manifest, names, connection, alreadyMade: parts.indexesMade });
  const statistics = createStatistics(connection, names.items, drift);
  const profiles = createProfiles(connection, names, drift);
  const averageLength = createAverageLength(manifest, metaStore, meta.averageLength);
  const writer = createWriter({
    manifest,
    names,
    connection,
    averageLength: averageLength.of,
    onWritten: (points, documents) => {
      records.written(points);
      drift.written(points.length);
      profiles.written(new Set(documents.flatMap(({ values }) => values.map(({ field }) => field))));
    },
  });
  const retrieve = createRetrieve({
    manifest,
    names,
    connection,
    records,
    indexes,
    quantised: settings.quantisation !== 'none',
  });
  const collections = pictureSpaces(manifest).length > 0 ? [names.items, names.pictures] : [names.items];
  let appliedSequence = meta.appliedSequence;

  return {
    manifest,
    features: createFeatures({ names, connection, records, indexes, statistics, profiles }),
    count: async () =>
      (await connection.read('count items', (client) => client.count(names.items, { exact: true }))).count,
    write: writer.write,
    remove: writer.remove,
    retrieve,
    fingerprints: (ids) => readFingerprints(records, ids),
    vectors: (ids) => readVectors({ manifest, names, connection, records }, ids),
    sample: (count) => sampleIds(connection, names, count),
    get appliedSequence() {
      return appliedSequence;
    },
    commit: async (sequence) => {
      if (sequence <= appliedSequence) return;
      await metaStore.raiseSequence(manifest, sequence);
      appliedSequence = Math.max(appliedSequence, sequence);
    },
    optimise: async (onPhase) => {
      onPhase?.('building indexes');
      await waitUntilIndexed(connection, collections);
      onPhase?.('indexing fields');
      await indexLikelyFacets(await profiles.all(), indexes);
    },
    close: async () => {
      await writer.alone(async () => {});
    },
  };
}

async function readFingerprints(records: Records, ids: readonly string[]): Promise<Map<string, Fingerprint>> {
  const found = await records.ofItems(ids.map(itemPoint));
  const fingerprints = [...found.values()].map((record) => {
    const { id, textHash } = record;
    return [id, { textHash, pictures: picturesOf(record) }] as const;
  });
  return new Map(fingerprints);
}

/** Points are in the order of their ids, which are hashes: the first of them are spread over the catalog. */
async function sampleIds(connection: Connection, { records }: CollectionNames, count: number): Promise<string[]> {
  if (count <= 0) return [];
  const { points } = await connection.read('sample items', (client) =>
    client.scroll(records, { limit: count, with_payload: ['id'] }),
  );
  return points.map(({ payload }) => (payload as unknown as Pick<StoredRecord, 'id'>).id);
}
