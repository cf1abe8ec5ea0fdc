import { eventJson, type ShopEvent } from '#src/domain/event';
import { VitrineError } from '#src/errors';
import type { EventLog } from '#src/ports/events';
import type { Files } from '#src/ports/files';
import type { RecordStore } from '#src/ports/records';
import type { ShopperStore } from '#src/ports/shoppers';
import { createFaultCounts, type Fault } from '../faults.ts';
import { columnsOf } from '../mapping.ts';
import { estimateTotal } from '../progress.ts';
import type { OpenSource } from '../sources/open.ts';
import { openSources } from '../sources/open-all.ts';
import { isUnreadable, type SourceRow, type UnreadableRow } from '../sources/row.ts';
import { prefetch, rebatch } from '../stream.ts';
import { checkEventOptions, findEventColumns } from './columns.ts';
import { createUnknownCounts, type UnknownCounts } from './known.ts';
import { createEventReader, type ReadEvent } from './read-event.ts';
import type { EventImportOptions, EventReport } from './report.ts';

export interface EventImportDeps {
  readonly events: Pick<EventLog, 'add'>;
  readonly shoppers: Pick<ShopperStore, 'known'>;
  readonly records: Pick<RecordStore, 'get'>;
  /** Its relative paths start from `cwd` of the options. */
  readonly files: Files;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Rows that are added in one step: durable together, and nothing else is written meanwhile. */
const BATCH_ROWS = 1_000;
const BATCHES_AHEAD = 2;
const MOST_SAMPLES = 3;

/**
 * Imports events from sources: the use case behind `vitrine events`. What is added is durable; when something fails, or
 * the process is killed, the same command goes on, because what is there already is known by its id.
 */
export async function importEvents(deps: EventImportDeps, options: EventImportOptions): Promise<EventReport> {
  checkEventOptions(options.map, options.set);
  const sources = await openSources(options.sources, options.format, deps.files);
  try {
    const run = createRun(deps, options);
    for await (const source of sources.next()) await run.read(source);
    return run.report();
  } finally {
    await sources.close();
  }
}

function createRun(deps: EventImportDeps, options: EventImportOptions) {
  const { catalog, check, onError, signal, onProgress = () => {} } = options;
  const start = deps.now();
  const counts = { read: 0, added: 0, known: 0, outside: 0 };
  const skipped = createFaultCounts();
  const notices: string[] = [];
  const samples: ShopEvent[] = [];
  const unknown: UnknownCounts = createUnknownCounts(catalog, deps.records, deps.shoppers);

  const add = async (events: readonly ShopEvent[]): Promise<void> => {
    await unknown.look(events);
    samples.push(...events.slice(0, check ? MOST_SAMPLES - samples.length : 0));
    const outcomes = check ? events.map(() => 'added' as const) : await deps.events.add(catalog, events);
    const added = outcomes.filter((outcome) => outcome === 'added').length;
    counts.added += added;
    counts.known += events.length - added;
  };
  const take = async (rows: readonly PlacedEvent[]): Promise<void> => {
    const end = onError === 'stop' ? rows.findIndex(({ read }) => 'fault' in read) : -1;
    const wanted = (end < 0 ? rows : rows.slice(0, end)).flatMap(({ read }) => ('event' in read ? [read.event] : []));
    const inside = wanted.filter(({ at }) => !(at < (options.since ?? -Infinity) || at > (options.until ?? Infinity)));
    if (inside.length > 0) await add(inside);
    counts.outside += wanted.length - inside.length;
    for (const { place, read } of rows) if ('fault' in read) skipped.add(place, read.fault);
    counts.read += rows.length;
    const stop = rows[end];
    if (stop && 'fault' in stop.read) throw stopped(stop.place, stop.read.fault, check);
  };
  return {
    read: async (source: OpenSource): Promise<void> => {
      if (signal?.aborted) return;
      notices.push(...source.notices);
      const readBefore = counts.read;
      const batches = readEvents(source, options, deps.now, (notice) => notices.push(notice));
      for await (const batch of prefetch(batches, BATCHES_AHEAD)) {
        await take(batch);
        onProgress(progressOf(source, counts.read, skipped.total));
        if (signal?.aborted) return;
      }
      if (counts.read === readBefore) notices.push(`${source.name} holds no rows`);
    },
    report: (): EventReport => {
      const seconds = (deps.now() - start) / 1000;
      return {
        ...counts,
        skipped: skipped.list(),
        unknownItems: unknown.unknownItems,
        newUsers: unknown.newUsers,
        notices,
        interrupted: signal?.aborted === true,
        seconds,
        eventsPerSecond: counts.read / Math.max(0.001, seconds),
        ...(samples.length > 0 && { samples: samples.map(eventJson) }),
      };
    },
  };
}

/** A row as read and where it stands, e.g. `events.csv line 7`. */
interface PlacedEvent {
  readonly place: string;
  readonly read: ReadEvent;
}

async function* readEvents(
  { name, rows, sameColumns }: OpenSource,
  { map, set }: EventImportOptions,
  now: () => number,
  onNotice: (notice: string) => void,
): AsyncGenerator<readonly PlacedEvent[]> {
  let read: ReturnType<typeof createEventReader> | undefined;
  for await (const batch of rebatch(rows, BATCH_ROWS)) {
    read ??= startReading(batch);
    yield batch.map((row) => ({
      place: `${name} line ${row.line}`,
      read: isUnreadable(row) ? { fault: row } : read!(row.values),
    }));
  }

  /** Decides by the first rows what the columns are; undefined while no row could be read. */
  function startReading(batch: readonly (SourceRow | UnreadableRow)[]) {
    const readable = batch.filter((row): row is SourceRow => !isUnreadable(row)).map(({ values }) => values);
    if (readable.length === 0) return undefined;
    const { notice, ...found } = findEventColumns(columnsOf(readable), { map, set, name, sameColumns });
    if (notice !== undefined) onNotice(`${name}: ${notice}`);
    return createEventReader({ ...found, now, timeIsOptional: false });
  }
}

function progressOf({ consumed, size }: OpenSource, done: number, skipped: number) {
  const total = estimateTotal(done, consumed(), size);
  return { phase: 'importing', done, skipped, ...(total !== undefined && { total }) };
}

function stopped(place: string, { reason, detail }: Fault, check: boolean): VitrineError {
  const before = check ? 'Nothing is written' : 'The rows before it are added';
  return new VitrineError(
    'source_invalid',
    `${place}: ${reason}${detail === '' ? '' : ` (${detail})`}. ${before}; --on-error skip passes over bad ones.`,
  );
}
