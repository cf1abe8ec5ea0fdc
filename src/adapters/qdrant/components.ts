import type { DocumentFeatures } from '#src/domain/document';
import type { GenerationManifest } from '#src/domain/generation';
import { type AverageLength, createAverageLength } from './average-length.ts';
import { type Bulk, createBulk } from './bulk.ts';
import type { Connection } from './connection.ts';
import { createCounted } from './counted.ts';
import { createDrift, type Drift } from './drift.ts';
import { createFieldIndexes, type FieldIndexes } from './indexes.ts';
import { indexLikelyFacets, profilesOfDocuments } from './likely-facets.ts';
import type { Meta, MetaStore } from './meta.ts';
import type { CollectionNames } from './names.ts';
import type { QdrantSettings } from './options.ts';
import { createProfiles, type Profiles } from './profile.ts';
import { createRecordCache, type RecordCache } from './record-cache.ts';
import { createRecordReader, type RecordReader } from './record-reader.ts';
import { pictureSpaces, textSpaces } from './schema.ts';
import { createStatistics, type Statistics } from './statistics.ts';
import { createWriter, type Writer } from './write.ts';

/** What an open generation is opened with. */
export interface GenerationParts {
  readonly manifest: GenerationManifest;
  readonly names: CollectionNames;
  readonly connection: Connection;
  readonly settings: QdrantSettings;
  readonly metaStore: MetaStore;
  readonly meta: Meta;
  /** Indexes of fields made on demand before. */
  readonly indexesMade: number;
  /** Whether building was left held back. */
  readonly isHeld: boolean;
}

/** What an open generation is made of. */
export interface Components extends GenerationParts {
  /** Those with vectors. */
  readonly collections: readonly string[];
  readonly reader: RecordReader;
  readonly cache: RecordCache;
  readonly indexes: FieldIndexes;
  readonly statistics: Statistics;
  readonly profiles: Profiles;
  readonly drift: Drift;
  /** Whether there is any picture. */
  readonly hasPictures: () => Promise<boolean>;
  readonly averageLength: AverageLength;
  readonly bulk: Bulk;
  readonly writer: Writer;
}

export function createComponents(parts: GenerationParts): Components {
  const { manifest, names, connection, settings, metaStore, meta } = parts;
  const collections = pictureSpaces(manifest).length > 0 ? [names.items, names.pictures] : [names.items];
  const averageLength = createAverageLength(manifest, metaStore, meta.averageLength);
  const drift = createDrift({
    readSequence: async () => (await averageLength.look())?.appliedSequence ?? 0,
    sequence: meta.appliedSequence,
  });
  const reader = createRecordReader(connection, names.records);
  const cache = createRecordCache(reader, { bytes: settings.recordCacheBytes, spaces: textSpaces(manifest) });
  const indexes = createFieldIndexes({ manifest, names, connection, alreadyMade: parts.indexesMade });
  const statistics = createStatistics(connection, names.items, drift);
  const profiles = createProfiles({ connection, collection: names.items, reader }, drift);
  const bulk = createBulk(connection, collections, parts.isHeld);
  const writer = createWriter({
    manifest,
    names,
    connection,
    reader,
    prepare: (documents) => prepareWrite(documents, { averageLength, indexes, bulk }),
    onWritten: (points, documents) => {
      cache.written(points);
      drift.written(points.length);
      profiles.written(new Set(documents.flatMap(({ values }) => values.map(({ field }) => field))));
    },
  });
  return {
    ...parts,
    collections,
    reader,
    cache,
    indexes,
    statistics,
    profiles,
    drift,
    hasPictures: pictureTest(connection, names, drift),
    averageLength,
    bulk,
    writer,
  };
}

/** What has to be there before these items; answers the weighted length that counts as the mean. */
async function prepareWrite(
  documents: readonly DocumentFeatures[],
  { averageLength, indexes, bulk }: Pick<Components, 'averageLength' | 'indexes' | 'bulk'>,
): Promise<number> {
  if (averageLength.current() === undefined && documents.length >= MANY) {
    // Indexes are made in no time while there is nothing to index.
    await indexLikelyFacets(profilesOfDocuments(documents), indexes);
    await bulk.begin();
  }
  return averageLength.of(documents);
}

/** Whether there is any picture, asked again when many items were written. */
function pictureTest(connection: Connection, { pictures }: CollectionNames, drift: Drift): () => Promise<boolean> {
  const countPictures = async () =>
    (await connection.read('count pictures', (client) => client.count(pictures, { exact: false }))).count;
  const counted = createCounted(drift, countPictures, (count) => count);
  return async () => (await counted.get()) > 0;
}

/** So many first items tell what fields a catalog has, and that more will come. */
const MANY = 100;
