import type { RecordBatch } from 'apache-arrow';

/**
 * The batches of an answer. They are not joined into one table, because that asks all of them to have the very same
 * columns, and Lance does not promise that: a fast search may add `_rowid` to some.
 */
export async function batchesOf(query: AsyncIterable<RecordBatch>): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  for await (const batch of query) batches.push(batch);
  return batches;
}

/** The values of a column over all batches. */
export function valuesOf(batches: readonly RecordBatch[], column: string): unknown[] {
  return batches.flatMap((batch) => [...(batch.getChild(column) ?? [])]);
}
