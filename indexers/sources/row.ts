import { VitrineError } from '#src/errors';

/** A row as its source has it; `line` is where it begins (for Parquet and the like: its number), from 1. */
export interface SourceRow {
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A row that could not be read. It spoils no other. */
export interface UnreadableRow {
  readonly line: number;
  readonly reason: string;
  readonly detail: string;
}

/** Rows in their order, in batches of no certain size, so that a source of any length passes through little memory. */
export type Rows = AsyncIterable<readonly (SourceRow | UnreadableRow)[]>;

/** A row that is read only when it is asked for. */
export interface UnreadRow {
  readonly line: number;
  /** What the row says, to tell it from others; undefined when it cannot be read. */
  text(): string | undefined;
  read(): SourceRow | UnreadableRow;
}

export type UnreadRows = AsyncIterable<readonly UnreadRow[]>;

export async function* readAll(rows: UnreadRows): Rows {
  for await (const some of rows) yield some.map((row) => row.read());
}

/** Rows of sources that have to be read to be told from each other. */
export async function* asUnread(rows: Rows): UnreadRows {
  for await (const some of rows) {
    yield some.map((row) => ({
      line: row.line,
      text: () => (isUnreadable(row) ? undefined : JSON.stringify(row.values)),
      read: () => row,
    }));
  }
}

/** Longest row in UTF-16 units; what is longer is a broken file rather than a product. */
export const LONGEST_ROW = 16_000_000;

/** From this length on, a row has no end at all, and nothing behind it is to be waited for. */
const ENDLESS_ROW = 4 * LONGEST_ROW;

/** Throws `source_invalid` for a row of which so many UTF-16 units were read without its end. */
export function refuseEndless(length: number, name: string, line: number): void {
  if (length <= ENDLESS_ROW) return;
  throw new VitrineError(
    'source_invalid',
    `${name} line ${line}: the row does not end in ${ENDLESS_ROW} characters, so reading stopped there. ` +
      'Close its quote or bracket, or look at what sends it; the rows before it were taken.',
  );
}

/** Reason of the last row of a source that ends too early: what would have followed is unknown. */
export const CUT_OFF = 'the file ends in the middle of a row';

/** Reason of a row that its shop does not show: it is read, and its item is meant to be gone. */
export const UNPUBLISHED = 'the product is not published';

export function isUnreadable(row: SourceRow | UnreadableRow): row is UnreadableRow {
  return 'reason' in row;
}
