import type { Features } from '#src/ports/features';
import { browseServer } from './browse.ts';
import type { Connection } from './connection.ts';
import { countServerValues } from './facets.ts';
import type { FieldIndexes } from './indexes.ts';
import type { CollectionNames } from './names.ts';
import type { Profiles } from './profile.ts';
import { candidateFeatures } from './read.ts';
import type { RecordCache } from './record-cache.ts';
import type { RecordReader } from './record-reader.ts';
import type { Statistics } from './statistics.ts';

export interface FeaturesParts {
  readonly names: CollectionNames;
  readonly connection: Connection;
  readonly cache: RecordCache;
  readonly reader: RecordReader;
  readonly indexes: FieldIndexes;
  readonly statistics: Statistics;
  readonly profiles: Profiles;
}

/** The features port: candidates out of records, everything over the whole catalog counted by the server. */
export function createFeatures(parts: FeaturesParts): Features {
  const { names, cache, statistics, profiles } = parts;
  const browseParts = { ...parts, collection: names.items, profiles: profiles.all };
  return {
    statistics: (tokens) => statistics.of(tokens),
    read: async (ids, { tokens, fresh = false }) => candidateFeatures(await cache.ofIds(ids, fresh), tokens),
    fields: async () => (await profiles.all()).map(({ several: _, ...profile }) => profile),
    browse: (request) => browseServer(browseParts, request),
    values: async (field, limit) => {
      const known = (await profiles.all()).some((profile) => profile.field === field);
      return known ? countServerValues(browseParts, field, limit) : [];
    },
    vocabulary: () => statistics.vocabulary(),
  };
}
