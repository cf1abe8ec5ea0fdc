import { VitrineError } from '#src/errors';
import type { RecordStore } from '#src/ports/records';
import type { Writer } from './writer.ts';

export interface ShrinkOptions {
  /** The indexing run whose marks tell what is in the sources. */
  readonly run: string;
  /** Items before the run. */
  readonly itemsBefore: number;
  /** Delete also when the sources shrank to less than half. */
  readonly yes: boolean;
}

export interface PruneOptions {
  readonly run: string;
  readonly signal?: AbortSignal | undefined;
  readonly onDeleted: (count: number) => void;
}

const BATCH_IDS = 500;

/** Throws when so few items were seen that the sources are likely to be broken. */
export async function refuseShrunk(catalog: string, records: RecordStore, options: ShrinkOptions): Promise<void> {
  const { run, itemsBefore, yes } = options;
  const count = await records.countUnseen(catalog, run);
  const kept = Math.max(0, itemsBefore - count);
  if (!yes && kept * 2 < itemsBefore) {
    throw new VitrineError(
      'source_invalid',
      `The sources hold only ${kept} of the catalog's ${itemsBefore} items, so none was deleted (the others are indexed). If that is right, run the same command with --yes.`,
    );
  }
}

/** Deletes the items that a complete run did not see. */
export async function prune(writer: Writer, records: RecordStore, options: PruneOptions): Promise<void> {
  const { run, signal, onDeleted } = options;
  for (let after: string | undefined; ; ) {
    const ids = await records.unseen(writer.catalog, run, { limit: BATCH_IDS, after });
    if (ids.length === 0 || signal?.aborted) return;
    await writer.delete(ids);
    onDeleted(ids.length);
    after = ids.at(-1);
  }
}
