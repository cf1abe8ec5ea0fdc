import type { Connection } from './connection.ts';
import { filterPart } from './filter.ts';
import type { QdrantFilter } from './options.ts';

/** More than any catalog has of anything. */
const ALL = 50_000_000;

/**
 * How many points have each text under a key that is indexed, the most frequent first. Counts are of the index and not
 * of single points, which is the same but while the server moves points between segments, and many times quicker.
 */
export async function countTexts(
  connection: Connection,
  collection: string,
  key: string,
  options: { readonly filter?: QdrantFilter | undefined; readonly limit?: number } = {},
): Promise<Map<string, number>> {
  const { filter, limit = ALL } = options;
  const timeout = connection.writeSeconds;
  const { hits } = await connection.write('count values', (client) =>
    client.facet(collection, { key, limit, exact: false, timeout, ...filterPart(filter) }),
  );
  return new Map(hits.filter(({ count }) => count > 0).map(({ value, count }) => [String(value), count]));
}
