import { setTimeout as delay } from 'node:timers/promises';
import type { AverageLength } from './average-length.ts';
import type { Connection } from './connection.ts';
import type { FieldIndexes } from './indexes.ts';
import { indexLikelyFacets } from './likely-facets.ts';
import type { CollectionNames } from './names.ts';
import type { Profiles } from './profile.ts';
import type { RecordReader } from './record-reader.ts';
import { LENGTH_TOLERANCE, reweigh } from './reweigh.ts';
import { weightedLength } from './sparse.ts';
import type { Statistics } from './statistics.ts';
import type { Writer } from './write.ts';

export interface OptimiseParts {
  readonly connection: Connection;
  readonly names: CollectionNames;
  /** Those with vectors. */
  readonly collections: readonly string[];
  readonly indexes: FieldIndexes;
  readonly profiles: Profiles;
  readonly statistics: Statistics;
  readonly averageLength: AverageLength;
  readonly reader: RecordReader;
  readonly writer: Writer;
}

/** What is better done once after many writes than with each. */
export async function optimise(parts: OptimiseParts, onPhase: (phase: string) => void): Promise<void> {
  const { documents, averages } = await parts.statistics.lengths();
  const mean = Math.max(1, weightedLength(averages));
  const used = parts.averageLength.current();
  if (documents > 0 && used !== undefined && Math.abs(mean / used - 1) > LENGTH_TOLERANCE) {
    onPhase('weighing words');
    await parts.averageLength.change(mean, () => reweigh(parts, mean));
  }
  onPhase('indexing fields');
  await indexLikelyFacets(await parts.profiles.all(), parts.indexes);
  onPhase('building indexes');
  await waitUntilIndexed(parts);
}

/** Milliseconds between two looks at what the server is doing. */
const POLL_MS = 250;
/** A server that always has something to do, because others write, is not waited for longer. */
const LONGEST_MS = 3_600_000;

/** Until the server has built the graphs of everything that was written. */
async function waitUntilIndexed({ connection, collections }: OptimiseParts): Promise<void> {
  const start = performance.now();
  for (const collection of collections) {
    while (performance.now() - start < LONGEST_MS) {
      const { status } = await connection.read('look at a collection', (client) => client.getCollection(collection));
      if (status === 'green') break;
      await delay(POLL_MS);
    }
  }
}
