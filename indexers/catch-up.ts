import type { ItemRecord } from '#src/ports/records';
import type { Batch } from './applier.ts';
import type { Live, LiveDeps } from './live.ts';
import { mapAhead } from './stream.ts';

/** Applies all that is logged by now to a generation that nobody else follows the log for. */
export async function catchUp(
  { generation, applier }: Live,
  deps: LiveDeps,
  onBatch: (applied: Batch) => void = () => {},
): Promise<void> {
  const batches = readBatches(deps, generation.appliedSequence, (changes) => applier.prepare(changes));
  for await (const batch of batches) {
    await applier.write(batch);
    onBatch(batch);
  }
}

/** Changes read from the log at a time, and how many pictures a batch has at most: encoding them takes the longest. */
const BATCH_CHANGES = 512;
const BATCH_PICTURES = 128;
/** Batches made ready while one is written: the encoders have work of the second when that of the first runs out. */
const BATCHES_AHEAD = 2;

/** What is logged after a place of the log, made ready batch by batch, until there is no more. */
export function readBatches(
  deps: LiveDeps,
  after: number,
  prepare: (changes: readonly ItemRecord[]) => Promise<Batch>,
): AsyncGenerator<Batch> {
  return mapAhead(readChanges(deps, after), BATCHES_AHEAD, async ({ changes, sequence }) => {
    const batch = changes.length > 0 ? await prepare(changes) : EMPTY;
    return { ...batch, sequence };
  });
}

const EMPTY = { documents: [], features: [], removals: [], leftOut: [] };

interface Changes {
  readonly changes: readonly ItemRecord[];
  /** Up to which place of the log they go. */
  readonly sequence: number;
}

async function* readChanges({ catalog, state }: LiveDeps, after: number): AsyncGenerator<Changes> {
  for (let sequence = after; ; ) {
    // Asked first: a change that comes later is found the next time.
    const last = await state.records.lastSequence(catalog);
    const changes = takeBatch(await state.records.changesAfter(catalog, sequence, BATCH_CHANGES));
    if (changes.length === 0) {
      // Sequences whose records are gone leave a gap at the end of the log.
      if (sequence < last) yield { changes, sequence: last };
      return;
    }
    sequence = changes.at(-1)!.sequence;
    yield { changes, sequence };
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
