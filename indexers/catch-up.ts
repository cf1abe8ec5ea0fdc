import type { ItemRecord } from '#src/ports/records';
import type { Batch } from './applier.ts';
import type { Live, LiveDeps } from './live.ts';
import { prefetch } from './stream.ts';

/** Applies all that is logged by now to a generation that nobody else follows the log for. */
export async function catchUp(
  { generation, applier }: Live,
  deps: LiveDeps,
  onBatch: (applied: Batch) => void = () => {},
): Promise<void> {
  const batches = readBatches(deps, generation.appliedSequence, (changes) => applier.prepare(changes));
  for await (const batch of prefetch(batches, 1)) {
    await applier.write(batch);
    onBatch(batch);
  }
}

/** Changes read from the log at a time, and how many pictures a batch has at most: encoding them takes the longest. */
const BATCH_CHANGES = 1024;
const BATCH_PICTURES = 256;

/** What is logged after a place of the log, made ready batch by batch, until there is no more. */
export async function* readBatches(
  { catalog, state }: LiveDeps,
  after: number,
  prepare: (changes: readonly ItemRecord[]) => Promise<Batch>,
): AsyncGenerator<Batch> {
  for (let cursor = after; ; ) {
    // Asked first: a change that comes later is found the next time.
    const last = await state.records.lastSequence(catalog);
    const changes = takeBatch(await state.records.changesAfter(catalog, cursor, BATCH_CHANGES));
    if (changes.length === 0) {
      // Sequences whose records are gone leave a gap at the end of the log.
      if (cursor < last) yield { documents: [], features: [], removals: [], leftOut: [], sequence: last };
      return;
    }
    const batch = await prepare(changes);
    cursor = batch.sequence;
    yield batch;
  }
}

function takeBatch(changes: readonly ItemRecord[]): readonly ItemRecord[] {
  let pictures = 0;
  const end = changes.findIndex((change) => {
    pictures += change.pictures.length;
    return pictures > BATCH_PICTURES;
  });
  return end < 0 ? changes : changes.slice(0, Math.max(1, end));
}
