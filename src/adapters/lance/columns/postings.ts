import { TEXT_FIELDS } from '#src/domain/document';
import type { Columns } from './columns.ts';
import { fieldOf, forEachEntry, tokenOf } from './token-entries.ts';

/** How much a token counts in each of TEXT_FIELDS: the title three times. */
const FIELD_WEIGHTS = TEXT_FIELDS.map((field) => (field === 'title' ? 3 : 1));

/**
 * The inverted form of the token columns: for each token the rows that hold it. Made in one go from the columns;
 * rows that changed since are `fresh`, they are read from the columns themselves until the next making.
 */
export interface Postings {
  /** The rows of token `t` are at `offsets[t]..offsets[t + 1]`. */
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
  /** Weighted occurrences, beside `rows`; more than 255 count as 255, which is two thousandths of a score. */
  readonly counts: Uint8Array;
  /** Weighted length, by row; -1 for fresh rows. */
  readonly lengths: Float32Array;
  readonly fresh: Set<number>;
}

const MOST_COUNTED = 255;

export function makePostings(columns: Columns): Postings {
  const sizes = new Uint32Array(columns.tokenTexts.length + 1);
  const lastRow = new Int32Array(columns.tokenTexts.length).fill(-1);
  forEachRow(columns, (row, token) => {
    if (lastRow[token] === row) return;
    lastRow[token] = row;
    sizes[token + 1]!++;
  });
  for (let token = 1; token < sizes.length; token++) sizes[token]! += sizes[token - 1]!;
  const offsets = sizes;
  const ends = offsets.slice(0, -1);
  const rows = new Uint32Array(offsets.at(-1)!);
  const counts = new Uint8Array(rows.length);
  lastRow.fill(-1);
  forEachRow(columns, (row, token, weight) => {
    if (lastRow[token] !== row) rows[ends[token]!++] = row;
    lastRow[token] = row;
    const at = ends[token]! - 1;
    counts[at] = Math.min(MOST_COUNTED, counts[at]! + weight);
  });
  const lengths = Float32Array.from(columns.ids, (_, row) => weightedLength(columns, row));
  return { offsets, rows, counts, lengths, fresh: new Set() };
}

export function markFresh({ fresh, lengths }: Postings, row: number): void {
  fresh.add(row);
  if (row < lengths.length) lengths[row] = -1;
}

/** Weighted occurrences in a row of each of a few tokens, into `counts`. */
export function countInRow(columns: Columns, row: number, tokens: readonly number[], counts: Float64Array): void {
  counts.fill(0);
  const { data, starts, lengths } = columns.tokens;
  const start = starts[row]!;
  forEachEntry({ data, start, end: start + lengths[row]! }, (token, field, count) => {
    const place = tokens.indexOf(token);
    if (place >= 0) counts[place]! += count * FIELD_WEIGHTS[field]!;
  });
}

export function weightedLength({ fieldLengths }: Columns, row: number): number {
  let length = 0;
  for (let field = 0; field < FIELD_WEIGHTS.length; field++) {
    length += FIELD_WEIGHTS[field]! * fieldLengths[row * FIELD_WEIGHTS.length + field]!;
  }
  return length;
}

/** Mean of the weighted lengths of all items; 1 where there is no text at all. */
export function averageWeightedLength({ lengthSums, count }: Columns): number {
  const sum = lengthSums.reduce((total, length, field) => total + length * FIELD_WEIGHTS[field]!, 0);
  return sum > 0 ? sum / count : 1;
}

/** Calls for each entry of each row, rows in order. */
function forEachRow(columns: Columns, visit: (row: number, token: number, weight: number) => void): void {
  const { data, starts, lengths } = columns.tokens;
  for (let row = 0; row < columns.ids.length; row++) {
    const end = starts[row]! + lengths[row]!;
    for (let at = starts[row]!; at < end; at++) {
      const entry = data[at]!;
      const count = (entry & 7) === 7 ? data[++at]! : entry & 7;
      visit(row, tokenOf(entry), count * FIELD_WEIGHTS[fieldOf(entry)]!);
    }
  }
}
