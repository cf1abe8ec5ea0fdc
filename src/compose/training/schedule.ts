import type { PublishedModel } from '#src/ports/models';
import type { StateStore } from '#src/ports/records';
import { aboutModel, CF_MODEL } from './published.ts';
import type { TrainReport } from './train.ts';

export type DueTraining = 'train' | 'refresh';

export interface ScheduleOptions {
  /** From one training to the next; undefined: never. Milliseconds. */
  readonly trainEveryMs: number | undefined;
  /** From one publication to a refresh; undefined: never. Milliseconds. */
  readonly refreshEveryMs: number | undefined;
}

export interface ScheduleDeps {
  readonly state: Pick<StateStore, 'generations' | 'events' | 'models' | 'leases'>;
  readonly run: (catalog: string, due: DueTraining, signal: AbortSignal) => Promise<TrainReport>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What became of a training that was due. */
export interface ScheduledTraining {
  readonly catalog: string;
  readonly due: DueTraining;
  readonly outcome: TrainReport | Error;
}

/** Does what is due by now, one catalog after the other, and tells each as it ends. To be called now and then. */
export type TrainWhenDue = (signal: AbortSignal, onDone: (done: ScheduledTraining) => void) => Promise<void>;

/**
 * Trains and refreshes catalogs in their turn, each by one process at a time, and only when there are events that the
 * live model does not know. What failed, or was not published, is tried again after the same time.
 */
export function createSchedule({ state, run, now }: ScheduleDeps, options: ScheduleOptions): TrainWhenDue {
  const attempts = new Map<string, number>();
  const attempt = async (catalog: string, signal: AbortSignal): Promise<ScheduledTraining | undefined> => {
    const due = await dueOf(catalog);
    if (!due) return undefined;
    attempts.set(`${due} ${catalog}`, now());
    try {
      return { catalog, due, outcome: await run(catalog, due, signal) };
    } catch (error) {
      return { catalog, due, outcome: error instanceof Error ? error : new Error(String(error)) };
    }
  };
  const dueOf = async (catalog: string): Promise<DueTraining | undefined> => {
    const [version, live] = await Promise.all([state.events.version(catalog), state.models.live(catalog, CF_MODEL)]);
    const isNew = version > 0 && version !== (live && aboutModel(live).eventsVersion);
    if (!isNew) return undefined;
    const isTime = (due: DueTraining, everyMs: number | undefined): boolean => {
      const last = Math.max(lastOf(due, live), attempts.get(`${due} ${catalog}`) ?? Number.NEGATIVE_INFINITY);
      return everyMs !== undefined && now() - last >= everyMs;
    };
    if (isTime('train', options.trainEveryMs)) return 'train';
    return live && isTime('refresh', options.refreshEveryMs) ? 'refresh' : undefined;
  };
  return async (signal, onDone) => {
    if (options.trainEveryMs === undefined && options.refreshEveryMs === undefined) return;
    for (const catalog of await state.generations.catalogs()) {
      if (signal.aborted) return;
      // Another process that shares the state may be at it, and has done what is due when it is not any more.
      const lease = (await dueOf(catalog)) && (await state.leases.tryHold(`scheduled training ${catalog}`));
      if (!lease) continue;
      const done = await attempt(catalog, signal).finally(() => lease.release());
      if (done && !signal.aborted) onDone(done);
    }
  };
}

function lastOf(due: DueTraining, live: PublishedModel | undefined): number {
  if (!live) return Number.NEGATIVE_INFINITY;
  return Date.parse(due === 'train' ? aboutModel(live).trainedAt : live.createdAt);
}
