import type { Table as LanceTable } from '@lancedb/lancedb';
import { batchesOf, valuesOf } from './batches.ts';

/** A graph that finds less than this is replaced by a flat index. */
export const LEAST_RECALL = 0.9;

const SAMPLES = 20;
const DEPTH = 200;
/** How far the squared distance of an 8-bit vector may be off; measured at most .016. */
const TOLERANCE = 0.03;

/**
 * What share of the nearest neighbours of some of its own vectors a graph finds. Where thousands of items have the very
 * same vector, a graph of theirs has no way to the others: of 2,000 rows with 14 vectors it reached 43.
 */
export async function graphRecall(table: LanceTable, column: string): Promise<number> {
  const rows = await table.countRows();
  const offsets = Array.from({ length: SAMPLES }, (_, i) => Math.floor((i * rows) / SAMPLES));
  const samples = await batchesOf(table.takeOffsets(offsets).select([column]));
  let found = 0;
  let wanted = 0;
  for (const sample of valuesOf(samples, column)) {
    if (sample === null) continue;
    const query = Float32Array.from(sample as Iterable<number>);
    const exact = await distances(table, column, query, { isExact: true });
    const bar = (exact.at(-1) ?? 0) + TOLERANCE;
    wanted += exact.length;
    found += (await distances(table, column, query, { isExact: false })).filter((distance) => distance <= bar).length;
  }
  return wanted === 0 ? 1 : found / wanted;
}

async function distances(
  table: LanceTable,
  column: string,
  query: Float32Array,
  { isExact }: { isExact: boolean },
): Promise<number[]> {
  const search = table
    .query()
    .nearestTo(query)
    .column(column)
    .distanceType('l2')
    .ef(2 * DEPTH)
    .limit(DEPTH);
  if (isExact) search.bypassVectorIndex();
  else search.fastSearch();
  return valuesOf(await batchesOf(search.select(['_distance'])), '_distance') as number[];
}
