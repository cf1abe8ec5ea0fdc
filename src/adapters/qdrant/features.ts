import type { Features } from '#src/ports/features';
import { browseServer } from './browse.ts';
import type { Connection } from './connection.ts';
import { itemPoint } from './ids.ts';
import type { FieldIndexes } from './indexes.ts';
import type { CollectionNames } from './names.ts';
import type { Profiles } from './profile.ts';
import { candidateFeatures } from './read.ts';
import type { Records } from './records.ts';
import type { Statistics } from './statistics.ts';

export interface FeaturesParts {
  readonly names: CollectionNames;
  readonly connection: Connection;
  readonly records: Records;
  readonly indexes: FieldIndexes;
  readonly statistics: Statistics;
  readonly profiles: Profiles;
}

/** The features port: candidates out of records, everything over the whole catalog counted by the server. */
export function createFeatures({ names, connection, records, indexes, statistics, profiles }: FeaturesParts): Features {
  const browseParts = { connection, collection: names.items, records, indexes, profiles: profiles.all };
  return {
    statistics: (tokens) => statistics.of(tokens),
    read: async (ids, { tokens }) => {
      const found = await records.ofItems(ids.map(itemPoint));
      const known = ids.flatMap((id) => found.get(itemPoint(id)) ?? []);
      return candidateFeatures(known, tokens);
    },
    fields: async () => (await profiles.all()).map(({ several: _, ...profile }) => profile),
    browse: (request) => browseServer(browseParts, request),
    vocabulary: () => statistics.vocabulary(),
  };
}
