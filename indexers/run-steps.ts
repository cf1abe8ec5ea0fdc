import { randomUUID } from 'node:crypto';
import { VitrineError } from '#src/errors';
import { createKnownPictures } from './known-pictures.ts';
import { createKnownRows } from './known-rows.ts';
import { checkSet } from './mapping.ts';
import { estimateTotal } from './progress.ts';
import { prune, refuseShrunk } from './prune.ts';
import { type ItemBatch, readItems } from './read-items.ts';
import type { IndexOptions, IndexReport } from './report.ts';
import type { RunDeps } from './run.ts';
import { createSeenIds } from './seen.ts';
import type { OpenSource } from './sources/open.ts';
import { createStopwatch } from './stopwatch.ts';
import { prefetch } from './stream.ts';
import { createTally } from './tally.ts';

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
  const { writer, records, files } = deps;
  const { catalog, signal, onProgress = () => {}, check } = options;
  checkSet(options.set);
  const id = randomUUID();
  const tally = createTally();
  const watch = createStopwatch(writer.now);
  const seen = createSeenIds();
  const itemsBefore = await records.count(catalog);
  const busyBefore = { ...writer.busy };
  const stopListening = writer.onLeftOut(({ id: item, fault }) => tally.leftOut(`item ${item}`, fault));
  const web = check ? 'known-only' : options.refreshPictures ? 'refresh' : 'new';
  const reading = {
    ...options,
    web,
    known: createKnownPictures(catalog, records),
    // A check looks at every row.
    ...(!check && { knownRows: createKnownRows(catalog, records) }),
    now: writer.now(),
  } as const;
  /** Sources that may have broken off unnoticed. */
  const unsure: string[] = [];
  let interrupted = false;
  const isOver = (): boolean => {
    interrupted ||= signal?.aborted === true;
    return interrupted || check;
  };
  const settle = async (phase: string): Promise<void> => {
    const onApplied = (done: number, total: number) => onProgress({ phase, done, total, skipped: tally.skipped });
    await watch.time(phase, () => writer.settle({ signal, onApplied }));
  };

  const store = async ({ records: news, unchanged, skippedIds, gone }: ItemBatch): Promise<void> => {
    for (const item of unchanged) count(item, false);
    const outcomes = await watch.time('logging', () => writer.put(news));
    for (const [index, { item }] of news.entries()) count(item.id, outcomes[index]!.outcome !== 'unchanged');
    if (gone.length > 0) tally.add('deleted', (await writer.delete(gone)).filter(Boolean).length);
    const present = [...unchanged, ...news.map(({ item }) => item.id), ...skippedIds];
    if (options.prune) await records.markSeen(catalog, id, present);
  };
  const compare = async ({ records: news }: ItemBatch): Promise<void> => {
    const known = await records.get(
      catalog,
      news.map(({ item }) => item.id),
    );
    const last = new Map(news.map(({ item, hash }) => [item.id, hash]));
    for (const [index, { item }] of news.entries()) {
      const old = known[index];
      count(item.id, old === undefined || old.deleted || old.hash !== last.get(item.id));
      tally.sample(item);
    }
  };
  const count = (item: string, isNew: boolean): void => {
    tally.add(seen.add(item) ? 'duplicates' : isNew ? 'indexed' : 'unchanged');
  };

  return {
    async catchUp() {
      if (!isOver()) await settle('catching up');
    },
    async read(source) {
      for (const notice of source.notices) tally.notice(notice);
      const batches = watch.through('reading', readItems(source, reading, files, tally.notice));
      const readBefore = tally.read;
      if (!source.endIsKnown) unsure.push(source.name);
      for await (const batch of prefetch(batches, BATCHES_AHEAD)) {
        tally.addBatch(batch);
        await (check ? compare(batch) : store(batch));
        onProgress(progressOf(source, tally));
        if (options.onError === 'stop') stopAtFault(batch);
        if (signal?.aborted) break;
      }
      if (tally.read === readBefore && !signal?.aborted) tally.notice(`${source.name} holds no rows`);
    },
    async settle() {
      if (!isOver()) await settle('encoding and writing');
    },
    async prune() {
      if (!options.prune || isOver()) return;
      if (tally.cutOff) return tally.notice('nothing was deleted, because a source ends in the middle of a row');
      if (unsure.length > 0 && !options.yes) return tally.notice(unsureNotice(unsure));
      if (tally.unidentified > 0 && !options.yes) return tally.notice(unidentifiedNotice(tally.unidentified));
      await refuseShrunk(catalog, records, { run: id, itemsBefore, yes: options.yes });
      await options.beforePrune?.();
      if (isOver()) return;
      await watch.time('deleting', () =>
        prune(writer, records, {
          run: id,
          signal,
          onDeleted: (n) => tally.add('deleted', n),
        }),
      );
      await settle('deleting');
    },
    async buildIndexes() {
      if (isOver()) return;
      const thresholds = writer.live()?.generation.manifest.thresholds ?? {};
      const isLarge = tally.indexed * 2 > itemsBefore;
      await watch.time('building indexes', () =>
        writer.finish({
          calibrate: isLarge || Object.keys(thresholds).length === 0,
          onPhase: (phase) => onProgress({ phase, done: tally.read, skipped: tally.skipped }),
        }),
      );
    },
    async keepWhatWasRead() {
      // The error that is on its way says more than one of this attempt would.
      if (!check) await writer.settle({ signal }).catch(() => {});
    },
    report() {
      isOver();
      watch.add('encoding', writer.busy.preparing - busyBefore.preparing);
      watch.add('writing', writer.busy.writing - busyBefore.writing);
      const phases = watch.seconds();
      const seconds = watch.total();
      return tally.report({
        seconds,
        phases,
        interrupted,
        readingSeconds: seconds - (phases['building indexes'] ?? 0),
      });
    },
    async end() {
      stopListening();
      // What is left of a run that could not say so is dropped by the store in time.
      if (options.prune) await records.forgetRun(catalog, id).catch(() => {});
    },
  };
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
