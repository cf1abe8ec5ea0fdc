import { VitrineError } from '#src/errors';
import { shorten } from '../faults.ts';
import { type BrokenRecord, type CsvRecord, NEVER_CLOSED, readRecord } from './csv-record.ts';
import { hasInvalidBytes } from './encoding.ts';
import { CUT_OFF, type Rows, refuseEndless, type SourceRow, type UnreadableRow } from './row.ts';

export interface CsvOptions {
  readonly delimiter: string;
  /** Of the source, for errors. */
  readonly name: string;
}

/** More columns than this are no table of products; each would be an attribute. */
const MOST_COLUMNS = 10_000;

/**
 * A table with a header. Empty lines are passed over; a row whose cells do not fit the header is unreadable, and
 * reading goes on at the next line. A name that several columns share has the list of their cells. Throws
 * `source_invalid` for too many columns, and for a row without an end.
 */
export async function* readCsv(chunks: AsyncIterable<string>, options: CsvOptions): Rows {
  const table = createTable(options);
  let text = '';
  let needed = 0;
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length < needed) continue;
    const { rows, end } = table.read(text, false);
    text = text.slice(end);
    // What is left is one unfinished record: looking again at every chunk would take quadratic time.
    needed = text.length * 2;
    if (rows.length > 0) yield rows;
  }
  const { rows } = table.read(text, true);
  if (rows.length > 0) yield rows;
}

type Row = SourceRow | UnreadableRow;

function createTable({ delimiter, name }: CsvOptions) {
  let header: readonly string[] | undefined;
  let line = 1;
  /** Length of what was passed over of a row whose end has not come yet. */
  let passedOver = 0;

  const toRow = ({ cells, ended }: CsvRecord): Row | undefined => {
    if (!header) {
      if (!isSeparatorLine(cells, delimiter)) header = readHeader(cells, name);
      return undefined;
    }
    if (cells.every((cell) => cell.trim() === '')) return undefined;
    if (hasTooMany(cells, header.length)) return misfit(line, cells.length, header.length);
    if (cells.length < header.length) {
      return ended ? misfit(line, cells.length, header.length) : { line, reason: CUT_OFF, detail: '' };
    }
    return { line, values: toValues(header, cells) };
  };
  /** Where the next row begins: of one that was too long, the rest is passed over. */
  const passOver = (text: string): number => {
    if (passedOver === 0) return 0;
    const end = nextLine(text, 0);
    const hasEnded = text[end - 1] === '\n';
    passedOver = hasEnded ? 0 : passedOver + end;
    if (hasEnded) line++;
    refuseEndless(passedOver, name, line);
    return end;
  };

  return {
    /** Rows of all records that are whole, and where the first unfinished one begins. */
    read(text: string, final: boolean): { rows: Row[]; end: number } {
      const rows: Row[] = [];
      let at = passOver(text);
      while (at < text.length) {
        const whole = readRecord(text, at, delimiter, final);
        if (!whole) break;
        const isTooLong = isBroken(whole) && !final && nextLine(text, at) === text.length && !text.endsWith('\n');
        if (isTooLong) passedOver = text.length - at;
        const isLiteral = isBroken(whole) && delimiter === '\t' && !isTooLong;
        const record = isLiteral ? literalRecord(text, at, delimiter) : whole;
        const end = Math.min(isBroken(record) ? nextLine(text, at) : record.end, text.length);
        const raw = text.slice(at, end);
        if (raw.trim() !== '') {
          const row = isBroken(record)
            ? brokenRow(line, record, raw, end === text.length)
            : (invalidRow(line, raw) ?? toRow(record));
          if (row) rows.push(row);
        }
        line += countNewlines(raw);
        at = end;
      }
      return { rows, end: at };
    },
  };
}

/** Files with tabs often know no quoting at all: there a quote is a quote. */
function literalRecord(text: string, from: number, delimiter: string): CsvRecord {
  const end = nextLine(text, from);
  const line = text.slice(from, end);
  return { cells: line.trimEnd().split(delimiter), end, ended: line.endsWith('\n') };
}

/** `sep=;` in the first line tells spreadsheets the delimiter. */
function isSeparatorLine(cells: readonly string[], delimiter: string): boolean {
  return cells.join(delimiter).toLowerCase() === `sep=${delimiter}`;
}

function readHeader(cells: readonly string[], name: string): string[] {
  if (cells.length > MOST_COLUMNS) {
    throw new VitrineError('source_invalid', `${name} has ${cells.length} columns; at most ${MOST_COLUMNS} are taken.`);
  }
  return cells.map((cell) => cell.trim());
}

function toValues(header: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (let i = 0; i < header.length; i++) {
    const name = header[i]!;
    if (name === '') continue;
    const before = values[name];
    values[name] = before === undefined ? cells[i]! : [before, cells[i]!].flat();
  }
  return values;
}

function isBroken(record: CsvRecord | BrokenRecord): record is BrokenRecord {
  return 'reason' in record;
}

/** A quote that is open in the last line is where the file was cut, or looks just like it. */
function brokenRow(line: number, { reason }: BrokenRecord, raw: string, isLast: boolean): UnreadableRow {
  const isCutOff = reason === NEVER_CLOSED && isLast;
  return { line, reason: isCutOff ? CUT_OFF : reason, detail: shorten(raw.trim()) };
}

function invalidRow(line: number, raw: string): UnreadableRow | undefined {
  return hasInvalidBytes(raw)
    ? { line, reason: 'the text is not valid UTF-8', detail: shorten(raw.trim()) }
    : undefined;
}

/** Spreadsheets leave empty cells behind the last column. */
function hasTooMany(cells: readonly string[], columns: number): boolean {
  return cells.length > columns && cells.slice(columns).some((cell) => cell.trim() !== '');
}

function misfit(line: number, cells: number, columns: number): UnreadableRow {
  return {
    line,
    reason: 'the row does not have as many cells as the header',
    detail: `${cells} instead of ${columns}`,
  };
}

function nextLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
