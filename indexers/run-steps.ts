import { prune } from './prune.ts';
import type { IndexOptions, IndexReport } from './report.ts';
import { readSource } from './run-source.ts';
import { type RunDeps, type RunState, startRun } from './run-state.ts';
import type { OpenSource } from './sources/open.ts';

/** The steps of an indexing run. After an interruption or in a dry run, those that do not apply do nothing. */
export interface Run {
  /** Applies what an earlier run, or a crash, left in the log. */
  catchUp(): Promise<void>;
  /** Logs the items of a source while the writer applies them. */
  read(source: OpenSource): Promise<void>;
  /** Until everything is applied. */
  settle(): Promise<void>;
  /** Deletes what the sources do not hold, when that is wanted and they were read to their end. */
  prune(): Promise<void>;
  buildIndexes(): Promise<void>;
  /** Lets everything logged be applied after a failure, as far as that still works. */
  keepWhatWasRead(): Promise<void>;
  report(): IndexReport;
  end(): Promise<void>;
}

export async function createRun(deps: RunDeps, options: IndexOptions): Promise<Run> {
  const { writer, records } = deps;
  const { catalog, onProgress = () => {}, check } = options;
  const state = await startRun(deps, options);
  const { tally, watch } = state;
  const stopListening = writer.onLeftOut(({ id: item, fault }) => tally.leftOut(`item ${item}`, fault));
  return {
    catchUp: async () => {
      if (!state.isOver()) await state.settle('catching up');
    },
    read: (source) => readSource(source, state),
    settle: async () => {
      if (!state.isOver()) await state.settle('encoding and writing');
    },
    prune: () => prune(state),
    async buildIndexes() {
      if (state.isOver()) return;
      const thresholds = writer.live()?.generation.manifest.thresholds ?? {};
      const isLarge = tally.indexed * 2 > state.itemsBefore;
      await watch.time('building indexes', () =>
        writer.finish({
          calibrate: isLarge || Object.keys(thresholds).length === 0,
          onPhase: (phase) => onProgress({ phase, done: tally.read, skipped: tally.skipped }),
        }),
      );
    },
    async keepWhatWasRead() {
      // The error that is on its way says more than one of this attempt would.
      if (!check) await writer.settle({ signal: options.signal }).catch(() => {});
    },
    report: () => reportOf(state),
    async end() {
      stopListening();
      // What is left of a run that could not say so is dropped by the store in time.
      if (options.prune) await records.forgetRun(catalog, state.id).catch(() => {});
    },
  };
}

function reportOf(run: RunState): IndexReport {
  const { deps, tally, watch, busyBefore } = run;
  run.isOver();
  watch.add('encoding', deps.writer.busy.preparing - busyBefore.preparing);
  watch.add('writing', deps.writer.busy.writing - busyBefore.writing);
  const phases = watch.seconds();
  const seconds = watch.total();
  return tally.report({
    seconds,
    phases,
    interrupted: run.wasInterrupted(),
    readingSeconds: seconds - (phases['building indexes'] ?? 0),
  });
}
