import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Files } from '#src/ports/files';
import type { KnownPictures } from './item-batch.ts';
import { readRows } from './read-items.ts';
import type { IndexReport } from './report.ts';
import { createTally, type Tally } from './tally.ts';
import type { Writer } from './writer.ts';

export interface PutRowsDeps {
  readonly writer: Writer;
  readonly files: Files;
  readonly known: KnownPictures;
}

/** Rows that are read, logged and written in one go: the process answers others between two of them. */
const ROWS_AT_ONCE = 100;

/**
 * Live updates: upserts rows in the shape of the item fields. What is right is searchable on return. Should it fail on
 * its way, the rows before are there; putting all again is right.
 */
export async function putRows(
  rows: readonly Readonly<Record<string, unknown>>[],
  deps: PutRowsDeps,
): Promise<IndexReport> {
  const { writer } = deps;
  const start = writer.now();
  const tally = createTally();
  const seen = new Set<string>();
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await putSome(rows.slice(at, at + ROWS_AT_ONCE), at + 1, { ...deps, tally, seen });
    await nextTurn();
  }
  const seconds = (writer.now() - start) / 1000;
  return tally.report({ seconds, readingSeconds: seconds, phases: {}, interrupted: false });
}

async function putSome(
  rows: readonly Readonly<Record<string, unknown>>[],
  first: number,
  { writer, files, known, tally, seen }: PutRowsDeps & { readonly tally: Tally; readonly seen: Set<string> },
): Promise<void> {
  const batch = await readRows(rows, files, known, first);
  tally.addBatch(batch);
  const ids = new Set(batch.records.map(({ item }) => item.id));
  const stopListening = writer.onLeftOut(({ id, fault }) => ids.has(id) && tally.leftOut(`item ${id}`, fault));
  const outcomes = await writer.putNow(batch.records).finally(stopListening);
  if (batch.gone.length > 0) tally.add('deleted', (await writer.deleteNow(batch.gone)).filter(Boolean).length);
  for (const [index, { item }] of batch.records.entries()) {
    const isNew = outcomes[index]!.outcome !== 'unchanged';
    if (seen.has(item.id)) tally.repeat(item.id);
    else tally.add(isNew ? 'indexed' : 'unchanged');
    seen.add(item.id);
  }
}
