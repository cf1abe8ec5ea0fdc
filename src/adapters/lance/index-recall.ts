import type { Table as LanceTable } from '@lancedb/lancedb';
import { batchesOf, valuesOf } from './batches.ts';
import { probesFor } from './index-kinds.ts';

/** An index that finds less than this is replaced by a flat one. */
export const LEAST_RECALL = 0.9;

/** Vectors looked for; fewer in a large table, through which each takes a second. */
const [MOST_SAMPLES, LEAST_SAMPLES] = [20, 5];
/** Rows up to which there are as many as possible. */
const ROWS_OF_MOST_SAMPLES = 250_000;
const DEPTH = 200;
/** How far the squared distance of a vector of 8 bits, or of codes, may be off; measured at most .016. */
const TOLERANCE = 0.03;

/**
 * What share of the nearest neighbours of some of its own vectors an index finds. Where thousands of items have the very
 * same vector, a graph of theirs has no way to the others: of 2,000 rows with 14 vectors it reached 43.
 */
export async function indexRecall(table: LanceTable, column: string): Promise<number> {
  const rows = await table.countRows();
  const share = Math.min(1, ROWS_OF_MOST_SAMPLES / rows);
  const count = Math.max(LEAST_SAMPLES, Math.ceil(MOST_SAMPLES * share));
  const offsets = Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
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
    .nprobes(probesFor(DEPTH))
    .limit(DEPTH);
  if (isExact) search.bypassVectorIndex();
  else search.fastSearch();
  return valuesOf(await batchesOf(search.select(['_distance'])), '_distance') as number[];
}
