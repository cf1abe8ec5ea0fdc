import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import type { FieldIndexes } from './indexes.ts';
import type { QdrantProfile } from './profile.ts';

/** Milliseconds between two looks at what the server is doing. */
const POLL_MS = 250;
/** A server that always has something to do, because others write, is not waited for longer. */
const LONGEST_MS = 3_600_000;

/** Waits until the server has built the graphs of everything that was written. */
export async function waitUntilIndexed(connection: Connection, collections: readonly string[]): Promise<void> {
  const start = performance.now();
  for (const collection of collections) {
    while (performance.now() - start < LONGEST_MS) {
      const { status } = await connection.read('look at a collection', (client) => client.getCollection(collection));
      if (status === 'green') break;
      await delay(POLL_MS);
    }
  }
}

/** Best covered fields that facets are likely to be asked of: indexed before somebody waits for it. */
const LIKELY_FACETS = 16;
/** A field with more values is no list to choose from. */
const MOST_VALUES = 1_000;

export async function indexLikelyFacets(profiles: readonly QdrantProfile[], indexes: FieldIndexes): Promise<void> {
  const likely = profiles.filter(
    ({ type, distinct }) => type === 'number' || (distinct > 1 && distinct <= MOST_VALUES),
  );
  for (const { field, type } of likely.slice(0, LIKELY_FACETS)) {
    await indexes.ensureCounts(type === 'number' ? 'firstNumber' : 'values', field);
    if (type === 'number') await indexes.ensureNumbers([field]);
  }
}
