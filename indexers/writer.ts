import type { ItemRecord, NewRecord, PutOutcome } from '#src/ports/records';
import type { Batch } from './applier.ts';
import { createBell, untilAborted } from './bell.ts';
import { catchUp, readBatches } from './catch-up.ts';
import { openCurrent } from './current.ts';
import { SAMPLED_ITEMS } from './generation.ts';
import { calibrate, type Live, type LiveDeps } from './live.ts';
import type { LeftOut } from './prepare.ts';
import { prefetch } from './stream.ts';

/**
 * The one way by which a catalog changes. Changes go into the log of the items of record first; a single follower brings
 * them from there into the live generation, in their order, and commits how far it is. So runs and live updates may come
 * at the same time, and after a crash the follower goes on where it was.
 *
 * Processes that share a state and a store each have a writer. One of them follows at a time; the others find what it
 * has committed. All move to the generation that any of them makes live.
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
  /** Looks whether another process has made another generation live, and moves to it; answers whether it did. */
  look(): Promise<boolean>;
  /** Why this process cannot use the generation that is live, and goes on with the one before. */
  trouble(): string | undefined;
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
  const { records, leases, notices } = deps.state;
  const current = await openCurrent(deps);
  let last = await records.lastSequence(catalog);
  let following: Promise<void> | undefined;
  let followAgain = false;
  /** Calls of this process that log something, and what was heard of others meanwhile. */
  let logging = 0;
  let heard = 0;
  let closing = false;
  let holding = false;
  /** Ends the waiting for another process that follows. */
  let waiting = new AbortController();
  const listeners = new Set<(leftOut: LeftOut) => void>();
  const written = createBell();
  const busy = { preparing: 0, writing: 0 };
  const applied = (): number => current.live()?.generation.appliedSequence ?? 0;

  const timed = async <Result>(phase: keyof typeof busy, job: () => Promise<Result>): Promise<Result> => {
    const start = now();
    const result = await job();
    busy[phase] += now() - start;
    return result;
  };
  const follow = async (): Promise<void> => {
    const { signal } = waiting;
    const unlessGivenUp = <Result>(work: Promise<Result>): Promise<Result | undefined> =>
      work.catch((error: unknown) => {
        if (!signal.aborted) throw error;
        return undefined;
      });
    const live = current.live() ?? (await unlessGivenUp(current.first(signal)));
    if (!live) return;
    const { generation, applier } = live;
    const lease = await unlessGivenUp(leases.hold(`follow ${catalog} in ${generation.manifest.id}`, signal));
    if (!lease) return;
    try {
      await generation.refreshSequence();
      const batches = readBatches(deps, applied(), (changes) => timed('preparing', () => applier.prepare(changes)));
      for await (const batch of prefetch(batches, 1)) {
        await timed('writing', () => applier.write(batch));
        written.ring();
        tell(batch);
        if (closing || holding || isReplaced(live)) return;
      }
    } finally {
      await lease.release();
    }
  };
  const isReplaced = ({ generation }: Live): boolean =>
    current.live()?.generation.manifest.id !== generation.manifest.id;
  const tell = ({ leftOut }: Batch): void => {
    for (const one of leftOut) for (const listener of listeners) listener(one);
  };
  const wake = (): Promise<void> => {
    if (holding || closing) return written.next();
    following ??= follow().finally(() => {
      following = undefined;
      if (followAgain) void wake();
      followAgain = false;
    });
    // Whoever waits gets the error; without anybody it comes again at the next change.
    following.catch(() => {});
    return following;
  };
  const look = async (): Promise<boolean> => {
    const moved = await current.look();
    if (moved) void wake();
    return moved;
  };
  /** What another process logged is brought in by itself; should it fail to, then by whoever hears of it. */
  const logged = (sequence: number): void => {
    if (logging > 0) heard = Math.max(heard, sequence);
    if (logging > 0 || sequence <= last || (!current.live() && sequence < SAMPLED_ITEMS)) return;
    last = sequence;
    if (following) followAgain = true;
    else void wake();
  };
  const stopHearing = notices.subscribe((notice) => {
    if (notice.kind === 'unsure') {
      look()
        .then(() => records.lastSequence(catalog))
        .then((sequence) => {
          logged(sequence);
          // What this process logged and could not bring in, because the index did not answer.
          if (current.live() && applied() < sequence) void wake();
        })
        .catch(() => {}); // it comes again
    } else if (notice.catalog !== catalog) return;
    else if (notice.kind === 'items') logged(notice.sequence);
    else if (notice.kind === 'generations') look().catch(() => {});
  });
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
    const live = current.live();
    if (!live) return settle();
    try {
      const batch = await live.applier.prepare(changes);
      await live.applier.writeAhead(batch);
      tell(batch);
    } finally {
      // Also after a failure: it is logged, so it will be brought in.
      void wake();
    }
  };
  /** Logs something of this process, whose own notices tell nothing new. */
  const logOwn = async <Result>(job: () => Promise<Result>): Promise<Result> => {
    logging++;
    try {
      return await job();
    } finally {
      logging--;
      if (logging === 0) logged(heard);
    }
  };
  const log = (news: readonly NewRecord[]): Promise<readonly PutOutcome[]> =>
    logOwn(async () => {
      const outcomes = await records.put(catalog, news);
      for (const { outcome, sequence } of outcomes) if (outcome !== 'unchanged') last = Math.max(last, sequence);
      return outcomes;
    });

  return {
    catalog,
    now,
    live: current.live,
    look,
    trouble: current.trouble,
    busy,
    settle,
    async put(news) {
      const outcomes = await log(news);
      if (last > applied() && (current.live() || last >= SAMPLED_ITEMS)) void wake();
      while (last - applied() > MOST_BEHIND && !closing) await Promise.race([wake(), written.next()]);
      return outcomes;
    },
    delete: (ids) =>
      logOwn(async () => {
        const outcomes = await records.delete(catalog, ids);
        last = Math.max(last, await records.lastSequence(catalog));
        return outcomes;
      }),
    async putNow(news) {
      const outcomes = await log(news);
      const distinct = new Map(news.map((record, index) => [record.item.id, { ...record, ...outcomes[index]! }]));
      const changed = [...distinct.values()].filter(({ outcome }) => outcome !== 'unchanged');
      await applyNow(changed.map(({ outcome, ...record }) => ({ ...record, deleted: false })));
      return outcomes;
    },
    async deleteNow(ids) {
      const { outcomes, gone } = await logOwn(async () => {
        const outcomes = await records.delete(catalog, ids);
        const found = await records.get(
          catalog,
          ids.filter((_, index) => outcomes[index]),
        );
        const gone = found.filter((record): record is ItemRecord => record?.deleted === true);
        last = Math.max(last, ...gone.map(({ sequence }) => sequence));
        return { outcomes, gone };
      });
      await applyNow(gone);
      return outcomes;
    },
    async finish({ calibrate: wanted, onPhase }) {
      const live = current.live();
      await live?.generation.optimise(onPhase);
      if (wanted && live) current.renew(await calibrate(live, deps));
    },
    async replace(next) {
      await catchUp(next, deps);
      holding = true;
      try {
        waiting.abort();
        await following?.catch(() => {});
        await catchUp(next, deps);
        await current.change(next, () => deps.state.generations.switchTo(catalog, next.generation.manifest.id));
      } finally {
        waiting = new AbortController();
        holding = false;
        written.ring();
        void wake();
      }
    },
    onLeftOut(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing = true;
      stopHearing();
      waiting.abort();
      await following?.catch(() => {});
      await current.close();
    },
  };
}
