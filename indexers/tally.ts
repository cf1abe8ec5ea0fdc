import type { Item } from '#src/domain/item';
import { createFaultCounts, type Fault } from './faults.ts';
import type { ItemBatch } from './item-batch.ts';
import type { FailedPicture, IndexReport } from './report.ts';

/** The counts of a run while it goes on. */
export interface Tally {
  readonly read: number;
  readonly indexed: number;
  readonly skipped: number;
  readonly cutOff: boolean;
  /** Skipped rows of which nobody can tell whose they are. */
  readonly unidentified: number;
  /** Rows of a batch, before anything is known of their items but that they are there. */
  addBatch(batch: ItemBatch): void;
  add(outcome: 'indexed' | 'unchanged' | 'deleted', count?: number): void;
  /** A row whose id was there before. */
  repeat(id: string): void;
  leftOut(place: string, fault: Fault): void;
  notice(text: string): void;
  sample(item: Item): void;
  report(
    times: Pick<IndexReport, 'seconds' | 'phases' | 'interrupted'> & { readonly readingSeconds: number },
  ): IndexReport;
}

const MOST_SAMPLES = 3;
const MOST_REPEATED = 10;
const MOST_FAILED_PICTURES = 1000;

export function createTally(): Tally {
  const counts = { read: 0, indexed: 0, unchanged: 0, duplicates: 0, deleted: 0 };
  const skipped = createFaultCounts();
  const incomplete = createFaultCounts();
  const notices: string[] = [];
  const samples: Item[] = [];
  const repeatedIds = new Set<string>();
  const failedPictures: FailedPicture[] = [];
  const leftOut = (place: string, fault: Fault): void => {
    incomplete.add(place, fault);
    const { picture, reason, detail } = fault;
    if (picture === undefined || failedPictures.length >= MOST_FAILED_PICTURES) return;
    failedPictures.push({ place, picture, reason, detail });
  };
  let remote = 0;
  let tombstones = 0;
  let cutOff = false;
  let unidentified = 0;
  return {
    get read() {
      return counts.read;
    },
    get indexed() {
      return counts.indexed;
    },
    get skipped() {
      return skipped.total;
    },
    get cutOff() {
      return cutOff;
    },
    get unidentified() {
      return unidentified;
    },
    addBatch(batch) {
      counts.read += batch.rows;
      tombstones += batch.tombstones;
      remote += batch.remote;
      cutOff ||= batch.cutOff;
      unidentified += batch.unidentified;
      for (const { place, fault } of batch.skipped) skipped.add(place, fault);
      for (const { place, fault } of batch.leftOut) leftOut(place, fault);
    },
    add(outcome, count = 1) {
      counts[outcome] += count;
    },
    repeat(id) {
      counts.duplicates++;
      if (repeatedIds.size < MOST_REPEATED) repeatedIds.add(id);
    },
    leftOut,
    notice: (text) => void notices.push(text),
    sample(item) {
      if (samples.length < MOST_SAMPLES) samples.push(item);
    },
    report: ({ seconds, phases, interrupted, readingSeconds }) => ({
      ...counts,
      ...(repeatedIds.size > 0 && { repeatedIds: [...repeatedIds] }),
      ...(tombstones > 0 && { tombstones }),
      skipped: skipped.list(),
      incomplete: incomplete.list(),
      ...(failedPictures.length > 0 && { failedPictures }),
      notices: remote > 0 ? [...notices, remoteNotice(remote)] : notices,
      interrupted,
      seconds,
      itemsPerSecond: counts.read / Math.max(0.001, readingSeconds),
      phases,
      ...(samples.length > 0 && { samples }),
    }),
  };
}

function remoteNotice(rows: number): string {
  const who = rows === 1 ? '1 row has pictures' : `${rows} rows have pictures`;
  return `${who} on the web that were not asked for`;
}
