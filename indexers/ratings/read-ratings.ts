import { VitrineError } from '#src/errors';
import { createFaultCounts, type Fault, fault, type ReasonCount } from '../faults.ts';
import { columnsOf } from '../mapping.ts';
import { parseNumber } from '../price.ts';
import type { OpenSource } from '../sources/open.ts';
import { isUnreadable, type SourceRow } from '../sources/row.ts';
import { isNothing, scalarText } from '../values.ts';
import { findColumns, type RatingField } from './columns.ts';

/** What became of the rows of a source: `read` = `used` + all counts of `skipped`. */
export interface RatingsRead {
  readonly read: number;
  readonly used: number;
  readonly skipped: readonly ReasonCount[];
}

export interface ReadRatingsOptions {
  readonly map: Readonly<Record<string, string>>;
  /** Takes a rating, or answers why not. */
  readonly take: (user: string, item: string, value: number) => string | undefined;
  /** Called after each batch of rows. */
  readonly onRead?: (read: number) => Promise<void>;
}

/**
 * Reads explicit ratings. A row that holds none is skipped and counted. Throws `source_invalid` when a column is missing
 * or no row at all could be used.
 */
export async function readRatings(source: OpenSource, options: ReadRatingsOptions): Promise<RatingsRead> {
  const skipped = createFaultCounts();
  let columns: Record<RatingField, string> | undefined;
  let read = 0;
  for await (const rows of source.rows) {
    const readable = rows.filter((row): row is SourceRow => !isUnreadable(row));
    if (readable.length > 0)
      columns ??= findColumns(['user', 'item', 'value'], columnsOf(readable.map(({ values }) => values)), {
        map: options.map,
        name: source.name,
      });
    for (const row of rows) {
      const wrong = isUnreadable(row) ? row : takeRow(row, columns!, options.take);
      if (wrong) skipped.add(`${source.name} line ${row.line}`, wrong);
    }
    read += rows.length;
    await options.onRead?.(read);
  }
  if (skipped.total === read) throw nothingUsed(source.name, read, skipped.list());
  return { read, used: read - skipped.total, skipped: skipped.list() };
}

function takeRow(
  { values }: SourceRow,
  columns: Record<RatingField, string>,
  take: ReadRatingsOptions['take'],
): Fault | undefined {
  const user = idOf(values[columns.user]);
  if (user === undefined) return fault('the user is missing');
  const item = idOf(values[columns.item]);
  if (item === undefined) return fault('the item is missing');
  const raw = values[columns.value];
  if (isNothing(raw)) return fault('the rating is missing or not a number', raw);
  const value = typeof raw === 'string' ? parseNumber(raw) : raw;
  if (typeof value !== 'number') return fault('the rating is missing or not a number', raw);
  const refused = take(user, item, value);
  return refused === undefined ? undefined : fault(refused, raw);
}

/** Ids are texts and stay as they are; `0` and `none` are ids. */
function idOf(value: unknown): string | undefined {
  const id = scalarText(value);
  return id === undefined || id.trim() === '' ? undefined : id;
}

function nothingUsed(name: string, read: number, skipped: readonly ReasonCount[]): VitrineError {
  if (read === 0) return new VitrineError('source_invalid', `${name} has no rows. Give a file with ratings.`);
  const [first] = skipped;
  return new VitrineError(
    'source_invalid',
    `None of the ${read} rows of ${name} is a rating that can be used: ${first.count} × ${first.reason} ` +
      `(${first.examples[0]}). Check the columns (--map) and the range of the ratings (--scale).`,
  );
}
