import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChangeLog, createChangeLog, type LogEntry, openChangeLog } from './change-log.ts';
import { createColumns } from './columns/columns.ts';
import { fromImage, takeImage } from './columns/image.ts';
import { readSnapshot, type SnapshotFacts, writeSnapshot } from './snapshot-file.ts';
import type { State } from './state.ts';

/** Where columns are kept: a snapshot, and the log of what changed since. */
export interface Journal {
  append(entries: readonly LogEntry[]): Promise<void>;
  /** Whether the log is longer than that, and than the snapshot that would replace it. */
  isLongerThan(bytes: number): boolean;
  /** Writes a snapshot and begins a new log. Everything must be in the tables. */
  rotate(state: State): Promise<void>;
  close(): Promise<void>;
}

const SNAPSHOT_FILE = 'columns.bin';

export async function createJournal(folder: string): Promise<Journal> {
  const facts: SnapshotFacts = { log: logName(1), sequence: 0, unindexed: {} };
  const log = await createChangeLog(join(folder, facts.log));
  const bytes = await writeSnapshot(join(folder, SNAPSHOT_FILE), takeImage(createColumns()), facts);
  return journalOver(folder, bytes, facts.log, log);
}

/** What was kept: the columns of the snapshot, and what has to be applied to them. Throws when something is damaged. */
export async function openJournal(folder: string) {
  const { facts, bytes, ...image } = await readSnapshot(join(folder, SNAPSHOT_FILE));
  const { log, entries } = await openChangeLog(join(folder, facts.log));
  return { columns: fromImage(image), facts, entries, journal: journalOver(folder, bytes, facts.log, log) };
}

const logName = (number: number): string => `changes-${number}.log`;

function journalOver(folder: string, bytes: number, name: string, first: ChangeLog): Journal {
  let log = first;
  let logFile = name;
  let snapshotBytes = bytes;
  return {
    append: (entries) => log.append(entries),
    isLongerThan: (bytes) => log.bytes > Math.max(bytes, snapshotBytes),
    rotate: async (state) => {
      if (log.bytes === 0) return;
      const nextFile = logName(Number(/\d+/u.exec(logFile)![0]) + 1);
      const next = await createChangeLog(join(folder, nextFile));
      const image = takeImage(state.columns);
      const facts = { log: nextFile, sequence: state.sequence, unindexed: unindexedRows(state, image.rows) };
      try {
        snapshotBytes = await writeSnapshot(join(folder, SNAPSHOT_FILE), image, facts);
      } catch (error) {
        await next.close();
        throw error;
      }
      const [oldLog, oldFile] = [log, logFile];
      [log, logFile] = [next, nextFile];
      await oldLog.close();
      await rm(join(folder, oldFile), { force: true });
    },
    close: () => log.close(),
  };
}

/** By space: the rows, numbered as in the image, that only memory finds; null where memory has not all of them. */
function unindexedRows({ spaces }: State, rows: Uint32Array): SnapshotFacts['unindexed'] {
  const newRows = new Map(Array.from(rows, (row, newRow) => [row, newRow]));
  return Object.fromEntries(
    [...spaces].map(([name, { fresh, complete }]) => [
      name,
      complete ? Array.from(fresh.rows, (row) => newRows.get(row)!) : null,
    ]),
  );
}
