import type { ItemRecord, NewRecord, PutOutcome } from '#src/ports/records';
import { untilAborted } from './bell.ts';
import { bringIn } from './bring-in.ts';
import { catchUp } from './catch-up.ts';
import { type Current, openCurrent } from './current.ts';
import { withGenerated } from './enrich/known.ts';
import { createFollower, type Follower } from './follower.ts';
import { SAMPLED_ITEMS } from './generation.ts';
import { calibrate, type Live, type LiveDeps } from './live.ts';
import { type OwnLog, openOwnLog } from './own-log.ts';
import type { LeftOut } from './prepare.ts';

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
  /** The records as they are logged: with what is generated for items of their content. */
  complete(records: readonly NewRecord[]): Promise<readonly NewRecord[]>;
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
  const current = await openCurrent(deps);
  const follower = createFollower(current, deps);
  const look = async (): Promise<boolean> => {
    const moved = await current.look();
    if (moved) void follower.wake();
    return moved;
  };
  const log = await openOwnLog(deps, (sequence) => {
    // The first items wait for more of them, from which the generation is planned.
    if (!current.live() && sequence < SAMPLED_ITEMS) return false;
    follower.wakeAgain();
    return true;
  });
  const settle = createSettle(deps, follower);
  const complete: Writer['complete'] = (records) => withGenerated(catalog, records, deps.state.answers);
  const stopHearing = hear({ deps, current, follower, log, look });
  return {
    catalog,
    now,
    live: current.live,
    look,
    trouble: current.trouble,
    busy: follower.busy,
    settle,
    complete,
    ...createChanges(current, follower, log, settle, complete),
    async finish({ calibrate: wanted, onPhase }) {
      const live = current.live();
      await live?.generation.optimise(onPhase);
      if (wanted && live) current.renew(await calibrate(live, deps));
    },
    async replace(next) {
      await catchUp(next, deps);
      await follower.pause(() => current.change(next));
    },
    onLeftOut: follower.onLeftOut,
    async close() {
      stopHearing();
      await follower.close();
      await current.close();
    },
  };
}

interface HearDeps {
  readonly deps: LiveDeps;
  readonly current: Current;
  readonly follower: Follower;
  readonly log: OwnLog;
  readonly look: () => Promise<boolean>;
}

/** Brings in what other processes log, and moves to what they make live. */
function hear({ deps: { catalog, state }, current, follower, log, look }: HearDeps): () => void {
  const lookAtAll = async (): Promise<void> => {
    await look();
    const sequence = await state.records.lastSequence(catalog);
    log.hear(sequence);
    // What this process logged and could not bring in, because the index did not answer.
    if (current.live() && follower.applied() < sequence) void follower.wake();
  };
  return state.notices.subscribe((notice) => {
    // What fails comes again.
    if (notice.kind === 'unsure') lookAtAll().catch(() => {});
    else if (notice.catalog !== catalog) return;
    else if (notice.kind === 'items') log.hear(notice.sequence);
    else if (notice.kind === 'generations') look().catch(() => {});
  });
}

function createSettle({ catalog, state }: LiveDeps, follower: Follower): Writer['settle'] {
  return async ({ signal, onApplied } = {}) => {
    const target = await state.records.lastSequence(catalog);
    const start = follower.applied();
    while (follower.applied() < target && !follower.isClosed() && !signal?.aborted) {
      await untilAborted(follower.progress(), signal);
      onApplied?.(Math.min(follower.applied(), target) - start, target - start);
    }
  };
}

function createChanges(
  current: Current,
  follower: Follower,
  log: OwnLog,
  settle: Writer['settle'],
  complete: Writer['complete'],
): Pick<Writer, 'put' | 'delete' | 'putNow' | 'deleteNow'> {
  const applyNow = async (changes: readonly ItemRecord[]): Promise<void> => {
    if (changes.length === 0) return;
    if (!current.live()) return settle();
    try {
      await bringIn(changes, current, follower);
    } finally {
      // Also after a failure: it is logged, so it will be brought in.
      if (changes.some(({ sequence }) => sequence > follower.applied())) void follower.wake();
    }
  };
  return {
    async put(given) {
      const outcomes = await log.put(await complete(given));
      if (log.last() > follower.applied() && (current.live() || log.last() >= SAMPLED_ITEMS)) void follower.wake();
      while (log.last() - follower.applied() > MOST_BEHIND && !follower.isClosed()) await follower.progress();
      return outcomes;
    },
    delete: log.delete,
    async putNow(given) {
      const news = await complete(given);
      const outcomes = await log.put(news);
      const distinct = new Map(news.map((record, index) => [record.item.id, { ...record, ...outcomes[index]! }]));
      // What is unchanged may be logged only, because the index did not answer. What was not put at all is not as given.
      const logged = [...distinct.values()].filter(
        ({ outcome, replaces }) => outcome !== 'unchanged' || replaces === undefined,
      );
      await applyNow(logged.map(({ outcome, ...record }) => ({ ...record, deleted: false })));
      return outcomes;
    },
    async deleteNow(ids) {
      const { outcomes, gone } = await log.deleteAndGet(ids);
      await applyNow(gone);
      return outcomes;
    },
  };
}
