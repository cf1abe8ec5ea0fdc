import type { Files } from '#src/ports/files';
import { type KnownPictures, readRows } from './read-items.ts';
import type { IndexReport } from './report.ts';
import { createTally } from './tally.ts';
import type { Writer } from './writer.ts';

export interface PutRowsDeps {
  readonly writer: Writer;
  readonly files: Files;
  readonly known: KnownPictures;
}

/** Live updates: upserts rows in the shape of the item fields. What is right is searchable on return. */
export async function putRows(
  rows: readonly Readonly<Record<string, unknown>>[],
  { writer, files, known }: PutRowsDeps,
): Promise<IndexReport> {
  const start = writer.now();
  const tally = createTally();
  const batch = await readRows(rows, files, known);
  tally.addBatch(batch);
  const ids = new Set(batch.records.map(({ item }) => item.id));
  const stopListening = writer.onLeftOut(({ id, fault }) => ids.has(id) && tally.leftOut(`item ${id}`, fault));
  const outcomes = await writer.putNow(batch.records).finally(stopListening);
  if (batch.gone.length > 0) tally.add('deleted', (await writer.deleteNow(batch.gone)).filter(Boolean).length);
  const seen = new Set<string>();
  for (const [index, { item }] of batch.records.entries()) {
    const isNew = outcomes[index]!.outcome !== 'unchanged';
    tally.add(seen.has(item.id) ? 'duplicates' : isNew ? 'indexed' : 'unchanged');
    seen.add(item.id);
  }
  const seconds = (writer.now() - start) / 1000;
  return tally.report({ seconds, readingSeconds: seconds, phases: {}, interrupted: false });
}
