import { randomUUID } from 'node:crypto';
import type { Files } from '#src/ports/files';
import type { RecordStore } from '#src/ports/records';
import { createKnownPictures } from './known-pictures.ts';
import { createKnownRows } from './known-rows.ts';
import { checkSet } from './mapping.ts';
import type { ReadOptions } from './read-items.ts';
import type { IndexOptions } from './report.ts';
import { createSeenIds, type SeenIds } from './seen.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import { createTally, type Tally } from './tally.ts';
import type { Writer } from './writer.ts';

export interface RunDeps {
  readonly writer: Writer;
  readonly records: RecordStore;
  /** Its relative paths start from `cwd` of the options. */
  readonly files: Files;
}

/** What the steps of a run share. */
export interface RunState {
  readonly deps: RunDeps;
  readonly options: IndexOptions;
  readonly id: string;
  readonly itemsBefore: number;
  readonly tally: Tally;
  readonly watch: Stopwatch;
  readonly reading: ReadOptions;
  readonly seen: SeenIds;
  readonly busyBefore: Writer['busy'];
  /** Names of sources that may have broken off unnoticed. */
  readonly unsure: string[];
  /** Whether nothing is to be written any more: after an interruption, and in a check. */
  isOver(): boolean;
  wasInterrupted(): boolean;
  settle(phase: string): Promise<void>;
}

export async function startRun(deps: RunDeps, options: IndexOptions): Promise<RunState> {
  const { writer, records } = deps;
  const { catalog, signal, onProgress = () => {}, check } = options;
  checkSet(options.set);
  const tally = createTally();
  const watch = createStopwatch(writer.now);
  let interrupted = false;
  return {
    deps,
    options,
    id: randomUUID(),
    itemsBefore: await records.count(catalog),
    tally,
    watch,
    reading: {
      ...options,
      web: check ? 'known-only' : options.refreshPictures ? 'refresh' : 'new',
      known: createKnownPictures(catalog, records),
      // A check looks at every row.
      ...(!check && { knownRows: createKnownRows(catalog, records) }),
      now: writer.now(),
    },
    seen: createSeenIds(),
    busyBefore: { ...writer.busy },
    unsure: [],
    isOver: () => {
      interrupted ||= signal?.aborted === true;
      return interrupted || check;
    },
    wasInterrupted: () => interrupted,
    settle: async (phase) => {
      const onApplied = (done: number, total: number) => onProgress({ phase, done, total, skipped: tally.skipped });
      await watch.time(phase, () => writer.settle({ signal, onApplied }));
    },
  };
}
