import { VitrineError } from '#src/errors';
import type { ItemBatch } from './item-batch.ts';
import { estimateTotal } from './progress.ts';
import { readItems } from './read-items.ts';
import type { RunState } from './run-state.ts';
import type { OpenSource } from './sources/open.ts';
import { prefetch } from './stream.ts';

const BATCHES_AHEAD = 2;

/** Logs the items of a source while the writer applies them; in a check, compares them with what is there. */
export async function readSource(source: OpenSource, run: RunState): Promise<void> {
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
    if (options.onError === 'stop') stopAtFault(batch, options.check);
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

function progressOf({ consumed, size }: OpenSource, { read, skipped }: { read: number; skipped: number }) {
  const total = estimateTotal(read, consumed(), size);
  return { phase: 'indexing', done: read, skipped, ...(total !== undefined && { total }) };
}

function stopAtFault({ skipped: [first] }: ItemBatch, check: boolean): void {
  if (!first) return;
  const { place, fault } = first;
  const detail = fault.detail === '' ? '' : ` (${fault.detail})`;
  const before = check ? 'Nothing is written' : 'The rows before it are indexed';
  throw new VitrineError(
    'source_invalid',
    `${place}: ${fault.reason}${detail}. ${before}; --on-error skip passes over bad ones.`,
  );
}
