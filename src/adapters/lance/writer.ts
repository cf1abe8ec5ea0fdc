import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogEntry } from './change-log.ts';
import type { Journal } from './journal.ts';
import { applyEntry, isStored, type State, setStored } from './state.ts';
import { replaceRows, type Tables } from './tables.ts';

/** The one that changes a generation. Changes wait for each other; those that wait together are written together. */
export interface Writer {
  submit(entry: LogEntry): Promise<void>;
  /** Runs alone, after everything that was submitted, with all changes in the tables. */
  alone<Result>(task: () => Promise<Result>): Promise<Result>;
  /** Puts off moving changes into the tables while something long works on them. */
  whileIndexing<Result>(task: () => Promise<Result>): Promise<Result>;
}

interface Waiting {
  readonly entry: LogEntry;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export function createWriter(state: State, tables: Tables, journal: Journal): Writer {
  let waiting: Waiting[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let indexing = 0;

  const enqueue = <Result>(task: () => Promise<Result>): Promise<Result> => {
    const run = last.then(task, task);
    last = run.catch(() => {});
    return run;
  };
  const flush = async () => {
    if (state.pending.size === 0) return;
    await flushPending(state, tables);
    await journal.append([{ kind: 'flushed' }]);
    applyEntry(state, { kind: 'flushed' });
  };
  const writeWaiting = async () => {
    const batch = waiting;
    waiting = [];
    try {
      await journal.append(batch.map(({ entry }) => entry));
      for (const { entry } of batch) {
        applyEntry(state, entry);
        await nextTurn();
      }
      const mostPending = indexing > 0 ? state.tuning.pendingWhileIndexing : state.tuning.pendingBeforeFlush;
      const isLong = journal.isLongerThan(state.tuning.longLogBytes) && indexing === 0;
      if (isLong || state.pending.size >= mostPending) await flush();
      if (isLong) await journal.rotate(state);
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  return {
    submit: (entry) =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject });
        if (waiting.length === 1) void enqueue(writeWaiting);
      }),
    alone: (task) =>
      enqueue(async () => {
        await flush();
        return task();
      }),
    whileIndexing: async (task) => {
      indexing++;
      try {
        return await task();
      } finally {
        indexing--;
      }
    },
  };
}

async function flushPending(state: State, tables: Tables): Promise<void> {
  const { pending, columns, manifest } = state;
  const idsToRemove = [...pending.keys()].filter((id) => isStored(state, columns.rows.get(id)!));
  const documents = [...pending.values()].flatMap(({ document }) => document ?? []);
  // From here on the tables may have them, whether or not all of it succeeds.
  for (const { id } of documents) setStored(state, columns.rows.get(id)!, true);
  await replaceRows(tables, manifest, idsToRemove, documents);
}
