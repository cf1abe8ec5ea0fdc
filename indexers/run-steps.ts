import { randomUUID } from 'node:crypto';
import { VitrineError } from '#src/errors';
import { createKnownPictures } from './known-pictures.ts';
import { createKnownRows } from './known-rows.ts';
import { checkSet } from './mapping.ts';
import { estimateTotal } from './progress.ts';
import { prune, refuseShrunk } from './prune.ts';
import { type ItemBatch, type ReadOptions, readItems } from './read-items.ts';
import type { IndexOptions, IndexReport } from './report.ts';
import type { RunDeps } from './run.ts';
import { createSeenIds, type SeenIds } from './seen.ts';
import type { OpenSource } from './sources/open.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import { prefetch } from './stream.ts';
import { createTally, type Tally } from './tally.ts';
import type { Writer } from './writer.ts';

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

const BATCHES_AHEAD = 2;

export async function createRun(deps: RunDeps, options: IndexOptions): Promise<Run> {
  const { writer, records } = deps;
  const { catalog, onProgress = () => {}, check } = options;
  checkSet(options.set);
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
    prune: () => pruneUnseen(state),
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

/** What the steps of a run share. */
interface RunState {
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

async function startRun(deps: RunDeps, options: IndexOptions): Promise<RunState> {
  const { writer, records } = deps;
  const { catalog, signal, onProgress = () => {}, check } = options;
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

async function readSource(source: OpenSource, run: RunState): Promise<void> {
  const { deps, options, tally, watch, reading } = run;
  const { signal, onProgress = () => {} } = options;
  for (const notice of source.notices) tally.notice(notice);
  const batches = watch.through('reading', readItems(source, reading, deps.files, tally.notice));
  const readBefore = tally.read;
  if (!source.endIsKnown) run.unsure.push(source.name);
  for await (const batch of prefetch(batches, BATCHES_AHEAD)) {
    tally.addBatch(batch);
    await (options.check ? compare(batch, run) : store(batch, run));
    onProgress(progressOf(source, tally));
    if (options.onError === 'stop') stopAtFault(batch);
    if (signal?.aborted) break;
  }
  if (tally.read === readBefore && !signal?.aborted) tally.notice(`${source.name} holds no rows`);
}

async function store({ records: news, unchanged, skippedIds, gone }: ItemBatch, run: RunState): Promise<void> {
  const { deps, options, id, tally, watch } = run;
  for (const item of unchanged) count(run, item, false);
  const outcomes = await watch.time('logging', () => deps.writer.put(news));
  for (const [index, { item }] of news.entries()) count(run, item.id, outcomes[index]!.outcome !== 'unchanged');
  if (gone.length > 0) tally.add('deleted', (await deps.writer.delete(gone)).filter(Boolean).length);
  const present = [...unchanged, ...news.map(({ item }) => item.id), ...skippedIds];
  if (options.prune) await deps.records.markSeen(options.catalog, id, present);
}

async function compare({ records }: ItemBatch, run: RunState): Promise<void> {
  const news = await run.deps.writer.complete(records);
  const ids = news.map(({ item }) => item.id);
  const known = await run.deps.records.get(run.options.catalog, ids);
  const last = new Map(news.map(({ item, hash }) => [item.id, hash]));
  for (const [index, { item }] of news.entries()) {
    const old = known[index];
    count(run, item.id, old === undefined || old.deleted || old.hash !== last.get(item.id));
    run.tally.sample(item);
  }
}

function count({ tally, seen }: RunState, item: string, isNew: boolean): void {
  if (seen.add(item)) tally.repeat(item);
  else tally.add(isNew ? 'indexed' : 'unchanged');
}

async function pruneUnseen(run: RunState): Promise<void> {
  const { deps, options, tally, watch, unsure, id, itemsBefore } = run;
  const { catalog, signal, yes } = options;
  if (!options.prune || run.isOver()) return;
  if (tally.cutOff) return tally.notice('nothing was deleted, because a source ends in the middle of a row');
  if (unsure.length > 0 && !yes) return tally.notice(unsureNotice(unsure));
  if (tally.unidentified > 0 && !yes) return tally.notice(unidentifiedNotice(tally.unidentified));
  await refuseShrunk(catalog, deps.records, { run: id, itemsBefore, yes });
  await options.beforePrune?.();
  if (run.isOver()) return;
  await watch.time('deleting', () =>
    prune(deps.writer, deps.records, { run: id, signal, onDeleted: (n) => tally.add('deleted', n) }),
  );
  await run.settle('deleting');
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

function progressOf({ consumed, size }: OpenSource, { read, skipped }: { read: number; skipped: number }) {
  const total = estimateTotal(read, consumed(), size);
  return { phase: 'indexing', done: read, skipped, ...(total !== undefined && { total }) };
}

function unsureNotice(names: readonly string[]): string {
  return `nothing was deleted, because the server does not tell where ${names.join(', ')} ends: --yes takes what came for the whole`;
}

function unidentifiedNotice(rows: number): string {
  const who = rows === 1 ? '1 row was skipped that has' : `${rows} rows were skipped that have`;
  return `nothing was deleted, because ${who} no id, so that its item would count as gone: --yes deletes all the same`;
}

function stopAtFault({ skipped: [first] }: ItemBatch): void {
  if (!first) return;
  const { place, fault } = first;
  const detail = fault.detail === '' ? '' : ` (${fault.detail})`;
  throw new VitrineError(
    'source_invalid',
    `${place}: ${fault.reason}${detail}. The rows before it are indexed; --on-error skip passes over bad ones.`,
  );
}
