import type { ItemRecord, NewRecord, PutOutcome } from '#src/ports/records';
import type { Batch } from './applier.ts';
import { SAMPLED_ITEMS } from './generation.ts';
import { calibrate, createLive, type Live, type LiveDeps, openLive } from './live.ts';
import type { LeftOut } from './prepare.ts';
import { prefetch } from './stream.ts';

/**
 * The one way by which a catalog changes. Changes go into the log of the items of record first; a single follower brings
 * them from there into the live generation, in their order, and commits how far it is. So runs and live updates may come
 * at the same time, and after a crash the follower goes on where it was.
 */
export interface Writer {
  readonly catalog: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Undefined until a catalog has its first items. */
  live(): Live | undefined;
  /** Logs records; they become searchable soon. Waits while the follower is far behind. */
  put(records: readonly NewRecord[]): Promise<readonly PutOutcome[]>;
  delete(ids: readonly string[]): Promise<readonly boolean[]>;
  /** The same for a few items that must be searchable on return, however far the follower is behind. */
  putNow(records: readonly NewRecord[]): Promise<readonly PutOutcome[]>;
  deleteNow(ids: readonly string[]): Promise<readonly boolean[]>;
  /** Until all that is logged by now is searchable and committed, or the signal is given. */
  settle(options?: SettleOptions): Promise<void>;
  /** Builds the indexes of the live generation, and measures its thresholds when asked to. */
  finish(options: { calibrate: boolean; onPhase?: (phase: string) => void }): Promise<void>;
  /** Brings another generation up to the log and makes it the live one in a single step; searches under way end on the old. */
  replace(next: Live): Promise<void>;
  /** Hears of items that are indexed with something left out; returns how to stop that. */
  onLeftOut(listener: (leftOut: LeftOut) => void): () => void;
  /** Milliseconds spent so far; both go on at the same time. */
  readonly busy: { readonly preparing: number; readonly writing: number };
  /** Stops after the batch in hand. */
  close(): Promise<void>;
}

export interface SettleOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears how many of the changes to wait for are applied. */
  readonly onApplied?: (done: number, total: number) => void;
}

/** Changes that the follower may be behind before `put` waits. */
const MOST_BEHIND = 4096;

export async function openWriter(deps: LiveDeps): Promise<Writer> {
  const { catalog, now } = deps;
  const { records } = deps.state;
  let live = await openLive(deps);
  let last = await records.lastSequence(catalog);
  let following: Promise<void> | undefined;
  let closing = false;
  let holding = false;
  const retired: Live[] = [];
  const listeners = new Set<(leftOut: LeftOut) => void>();
  const written = createBell();
  const busy = { preparing: 0, writing: 0 };
  const applied = (): number => live?.generation.appliedSequence ?? 0;

  const timed = async <Result>(phase: keyof typeof busy, job: () => Promise<Result>): Promise<Result> => {
    const start = now();
    const result = await job();
    busy[phase] += now() - start;
    return result;
  };
  const follow = async (): Promise<void> => {
    live ??= await createLive(await records.changesAfter(catalog, 0, SAMPLED_ITEMS), deps);
    const { applier } = live;
    const batches = readBatches(deps, applied(), (changes) => timed('preparing', () => applier.prepare(changes)));
    for await (const batch of prefetch(batches, 1)) {
      await timed('writing', () => applier.write(batch));
      written.tell();
      tell(batch);
      if (closing || holding) return;
    }
  };
  const tell = ({ leftOut }: Batch): void => {
    for (const one of leftOut) for (const listener of listeners) listener(one);
  };
  const wake = (): Promise<void> => {
    if (holding) return written.next();
    following ??= follow().finally(() => {
      following = undefined;
    });
    // Whoever waits gets the error; without anybody it comes again at the next change.
    following.catch(() => {});
    return following;
  };
  const settle = async ({ signal, onApplied }: SettleOptions = {}): Promise<void> => {
    const target = await records.lastSequence(catalog);
    const start = applied();
    while (applied() < target && !closing && !signal?.aborted) {
      await untilAborted(Promise.race([wake(), written.next()]), signal);
      onApplied?.(Math.min(applied(), target) - start, target - start);
    }
  };
  const applyNow = async (changes: readonly ItemRecord[]): Promise<void> => {
    if (changes.length === 0) return;
    if (!live) return settle();
    const batch = await live.applier.prepare(changes);
    await live.applier.writeAhead(batch);
    tell(batch);
    void wake();
  };
  const log = async (news: readonly NewRecord[]): Promise<readonly PutOutcome[]> => {
    const outcomes = await records.put(catalog, news);
    for (const { outcome, sequence } of outcomes) if (outcome !== 'unchanged') last = Math.max(last, sequence);
    return outcomes;
  };

  return {
    catalog,
    now,
    live: () => live,
    busy,
    settle,
    async put(news) {
      const outcomes = await log(news);
      if (last > applied() && (live || last >= SAMPLED_ITEMS)) void wake();
      while (last - applied() > MOST_BEHIND && !closing) await Promise.race([wake(), written.next()]);
      return outcomes;
    },
    async delete(ids) {
      const outcomes = await records.delete(catalog, ids);
      last = await records.lastSequence(catalog);
      return outcomes;
    },
    async putNow(news) {
      const outcomes = await log(news);
      const distinct = new Map(news.map((record, index) => [record.item.id, { ...record, ...outcomes[index]! }]));
      const changed = [...distinct.values()].filter(({ outcome }) => outcome !== 'unchanged');
      await applyNow(changed.map(({ outcome, ...record }) => ({ ...record, deleted: false })));
      return outcomes;
    },
    async deleteNow(ids) {
      const outcomes = await records.delete(catalog, ids);
      const gone = await records.get(
        catalog,
        ids.filter((_, index) => outcomes[index]),
      );
      await applyNow(gone.filter((record): record is ItemRecord => record?.deleted === true));
      return outcomes;
    },
    async finish({ calibrate: wanted, onPhase }) {
      await live?.generation.optimise(onPhase);
      if (wanted && live) live = await calibrate(live, deps);
    },
    async replace(next) {
      await catchUp(next, deps);
      holding = true;
      try {
        await following?.catch(() => {});
        await catchUp(next, deps);
        await deps.state.generations.switchTo(catalog, next.generation.manifest.id);
        if (live) retired.push(live);
        live = next;
      } finally {
        holding = false;
        written.tell();
        void wake();
      }
    },
    onLeftOut(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing = true;
      await following?.catch(() => {});
      await live?.generation.close();
      for (const { generation } of retired) await generation.close();
    },
  };
}

/** Applies all that is logged by now to a generation that nobody else writes to. */
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

/** Tells those who wait for the next time that something happens. */
function createBell(): { next(): Promise<void>; tell(): void } {
  let ring = (): void => {};
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      ring = resolve;
    });
  let next = wait();
  return {
    next: () => next,
    tell() {
      ring();
      next = wait();
    },
  };
}

/** Changes read from the log at a time, and how many pictures a batch has at most: encoding them takes the longest. */
const BATCH_CHANGES = 1024;
const BATCH_PICTURES = 256;

async function* readBatches(
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
      if (cursor < last) yield { documents: [], removals: [], leftOut: [], sequence: last };
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

async function untilAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return work;
  let stop = (): void => {};
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
