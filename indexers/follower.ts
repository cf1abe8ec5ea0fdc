import type { Batch } from './applier.ts';
import { createBell } from './bell.ts';
import { readBatches } from './catch-up.ts';
import type { Current } from './current.ts';
import type { Live, LiveDeps } from './live.ts';
import type { LeftOut } from './prepare.ts';
import { createSingleJob } from './single-job.ts';

/**
 * Brings what is logged into the live generation, in its order, and commits how far it is. Of the processes that share a
 * catalog one follows at a time.
 */
export interface Follower {
  /** Up to which place of the log all is in the live generation. */
  applied(): number;
  /** Follows to the end of the log. If it is at that already, until that ends. */
  wake(): Promise<void>;
  /** The same, but never for nothing: if it is following already, it looks once more at the end. */
  wakeAgain(): void;
  /** Until a batch is written or there is none left. */
  progress(): Promise<void>;
  /** Runs a job while nothing is followed. */
  pause(job: () => Promise<void>): Promise<void>;
  /** Tells what was left out of items that are written. */
  tell(batch: Batch): void;
  onLeftOut(listener: (leftOut: LeftOut) => void): () => void;
  /** Milliseconds in which either was at work so far; both go on at the same time. */
  readonly busy: { readonly preparing: number; readonly writing: number };
  isClosed(): boolean;
  /** Stops after the batch in hand. */
  close(): Promise<void>;
}

export function createFollower(current: Current, deps: LiveDeps): Follower {
  const listeners = new Set<(leftOut: LeftOut) => void>();
  const written = createBell();
  const { busy, timed } = createTimes(deps.now);
  let closed = false;

  const applied = (): number => current.live()?.generation.appliedSequence ?? 0;
  const tell = ({ leftOut }: Batch): void => {
    for (const one of leftOut) for (const listener of listeners) listener(one);
  };
  const isReplaced = ({ generation }: Live): boolean =>
    current.live()?.generation.manifest.id !== generation.manifest.id;
  const follow = async (live: Live, signal: AbortSignal): Promise<void> => {
    await live.generation.refreshSequence();
    const prepare = (changes: Parameters<Live['applier']['prepare']>[0]) =>
      timed('preparing', () => live.applier.prepare(changes));
    for await (const batch of readBatches(deps, applied(), prepare)) {
      await timed('writing', () => live.applier.write(batch));
      written.ring();
      tell(batch);
      if (signal.aborted || isReplaced(live)) return;
    }
  };
  const following = createSingleJob((signal) => whenItsTurn(current, deps, signal, (live) => follow(live, signal)));
  const wake = (): Promise<void> => (following.isStopped() ? written.next() : following.run());

  return {
    applied,
    wake,
    wakeAgain: following.runAgain,
    progress: () => Promise.race([wake(), written.next()]),
    pause: async (job) => {
      try {
        await following.stop();
        await job();
      } finally {
        if (!closed) following.resume();
        written.ring();
        void wake();
      }
    },
    tell,
    onLeftOut: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    busy,
    isClosed: () => closed,
    close: () => {
      closed = true;
      return following.stop();
    },
  };
}

/** Runs a job with the live generation, which is made if need be, once no other process follows; not at all when given up. */
async function whenItsTurn(
  current: Current,
  { catalog, state }: LiveDeps,
  signal: AbortSignal,
  job: (live: Live) => Promise<void>,
): Promise<void> {
  const unlessGivenUp = <Result>(work: Promise<Result>): Promise<Result | undefined> =>
    work.catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return undefined;
    });
  const live = current.live() ?? (await unlessGivenUp(current.first(signal)));
  if (!live) return;
  const lease = await unlessGivenUp(state.leases.hold(`follow ${catalog} in ${live.generation.manifest.id}`, signal));
  if (!lease) return;
  try {
    await job(live);
  } finally {
    await lease.release();
  }
}

/** Adds up the time in which at least one job of a phase is at work. */
function createTimes(now: () => number) {
  const busy = { preparing: 0, writing: 0 };
  const atWork = { preparing: 0, writing: 0 };
  const since = { preparing: 0, writing: 0 };
  const timed = async <Result>(phase: keyof typeof busy, job: () => Promise<Result>): Promise<Result> => {
    if (atWork[phase]++ === 0) since[phase] = now();
    try {
      return await job();
    } finally {
      if (--atWork[phase] === 0) busy[phase] += now() - since[phase];
    }
  };
  return { busy, timed };
}
