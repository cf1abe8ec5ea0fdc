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
import { optimise } from './optimise.ts';
import type { QdrantSettings } from './options.ts';
import { createProfiles } from './profile.ts';
import { readPictures } from './record.ts';
import { createRecordCache } from './record-cache.ts';
import { createRecordReader, type RecordReader } from './record-reader.ts';
import { createRetrieve } from './retrieve.ts';
import { pictureSpaces } from './schema.ts';
import { readSimilarities } from './similarities.ts';
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
  const reader = createRecordReader(connection, names.records);
  const cache = createRecordCache(reader, { bytes: settings.recordCacheBytes });
  const indexes = createFieldIndexes({ manifest, names, connection, alreadyMade: parts.indexesMade });
  const statistics = createStatistics(connection, names.items, drift);
  const profiles = createProfiles({ connection, collection: names.items, reader }, drift);
  const averageLength = createAverageLength(manifest, metaStore, meta.averageLength);
  const writer = createWriter({
    manifest,
    names,
    connection,
    averageLength: averageLength.of,
    onWritten: (points, documents) => {
      cache.written(points);
      drift.written(points.length);
      profiles.written(new Set(documents.flatMap(({ values }) => values.map(({ field }) => field))));
    },
  });
  const retrieve = createRetrieve({
    manifest,
    names,
    connection,
    cache,
    indexes,
    quantised: settings.quantisation !== 'none',
  });
  const collections = pictureSpaces(manifest).length > 0 ? [names.items, names.pictures] : [names.items];
  let appliedSequence = meta.appliedSequence;

  return {
    manifest,
    features: createFeatures({ names, connection, cache, reader, indexes, statistics, profiles }),
    count: async () =>
      (await connection.read('count items', (client) => client.count(names.items, { exact: true }))).count,
    write: writer.write,
    remove: writer.remove,
    retrieve,
    fingerprints: (ids) => readFingerprints(reader, ids),
    vectors: (ids) => readVectors({ manifest, names, connection, reader }, ids),
    similarities: (space, vector, ids) => readSimilarities({ manifest, names, connection, reader }, space, vector, ids),
    sample: (count) => sampleIds(reader, count),
    get appliedSequence() {
      return appliedSequence;
    },
    commit: async (sequence) => {
      if (sequence <= appliedSequence) return;
      await metaStore.raiseSequence(manifest, sequence);
      appliedSequence = Math.max(appliedSequence, sequence);
    },
    optimise: (onPhase = () => {}) =>
      optimise({ connection, names, collections, indexes, profiles, statistics, averageLength, writer }, onPhase),
    close: async () => {
      await writer.alone(async () => {});
    },
  };
}

async function readFingerprints(reader: RecordReader, ids: readonly string[]): Promise<Map<string, Fingerprint>> {
  const found = await reader.read(ids.map(itemPoint), ['id', 'textHash', 'pictures']);
  const fingerprints = [...found.values()].map(({ id, textHash, pictures }) => {
    return [id, { textHash, pictures: readPictures(pictures) }] as const;
  });
  return new Map(fingerprints);
}

async function sampleIds(reader: RecordReader, count: number): Promise<string[]> {
  return (await reader.sample(count, ['id'])).records.map(({ id }) => id);
}
