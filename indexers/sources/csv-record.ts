import { LONGEST_ROW } from './row.ts';

/** A record of CSV, read from a text at some place. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** Where the next record begins. */
  readonly end: number;
  /** Whether a line end follows; only the last record of a text can be without. */
  readonly ended: boolean;
}

/** Reason of a record with a quote that stays open to the end of the text. */
export const NEVER_CLOSED = 'a quote is never closed';

export interface BrokenRecord {
  readonly reason: string;
}

/**
 * The record that begins at `from`; undefined when the text ends before it does and more is to come (`final` is false).
 *
 * RFC 4180, with what real exports do: a quote inside of a bare cell is a quote, and a quote that should have been
 * doubled is tolerated as long as the record stays on its line. A record over several lines must be quoted rightly:
 * else one lost quote would swallow its neighbours.
 */
export function readRecord(
  text: string,
  from: number,
  delimiter: string,
  final: boolean,
): CsvRecord | BrokenRecord | undefined {
  const newline = text.indexOf('\n', from);
  if (newline < 0 && !final) return tooLong(text.length - from);
  const line = text.slice(from, newline < 0 ? text.length : newline);
  if (line.includes('"')) return readQuoted(text, from, delimiter, final);
  return { cells: withoutReturn(line).split(delimiter), end: from + line.length + 1, ended: newline >= 0 };
}

function readQuoted(
  text: string,
  from: number,
  delimiter: string,
  final: boolean,
): CsvRecord | BrokenRecord | undefined {
  const cells: string[] = [];
  let tolerated = false;
  let spansLines = false;
  for (let at = from; ; ) {
    const quote = quoteAt(text, at, delimiter);
    const cell = quote < 0 ? bareCell(text, at, delimiter) : quotedCell(text, quote, delimiter, final);
    if (!cell) return final ? { reason: NEVER_CLOSED } : tooLong(text.length - from);
    if (cell.after >= text.length && !final) return tooLong(text.length - from);
    tolerated ||= cell.tolerated;
    spansLines ||= cell.spansLines;
    if (tolerated && spansLines) return { reason: 'a quote is not doubled or not closed' };
    cells.push(cell.value);
    if (text[cell.after] !== delimiter)
      return { cells, end: lineEnd(text, cell.after), ended: cell.after < text.length };
    at = cell.after + 1;
  }
}

interface Cell {
  readonly value: string;
  /** Place of the delimiter or line end (`\r` or `\n`) behind it. */
  readonly after: number;
  readonly tolerated: boolean;
  readonly spansLines: boolean;
}

/** Place of the cell's opening quote, which blanks may precede; -1 when it has none. */
function quoteAt(text: string, at: number, delimiter: string): number {
  let place = at;
  while (text[place] === ' ' && delimiter !== ' ') place++;
  return text[place] === '"' ? place : -1;
}

function bareCell(text: string, from: number, delimiter: string): Cell {
  let after = from;
  while (after < text.length && text[after] !== delimiter && text[after] !== '\n') after++;
  if (text[after] !== delimiter && text[after - 1] === '\r') after--;
  return { value: text.slice(from, after), after, tolerated: false, spansLines: false };
}

/** Undefined when the quote is not closed. */
function quotedCell(text: string, quote: number, delimiter: string, final: boolean): Cell | undefined {
  let tolerated = false;
  for (let at = quote + 1; ; ) {
    const closing = text.indexOf('"', at);
    if (closing < 0) return undefined;
    if (text[closing + 1] === '"') {
      at = closing + 2;
      continue;
    }
    let after = closing + 1;
    while (text[after] === ' ' && delimiter !== ' ') after++;
    if (!final && after + 1 >= text.length) return undefined;
    if (isCellEnd(text, after, delimiter)) {
      const raw = text.slice(quote + 1, closing);
      return { value: raw.replaceAll('""', '"'), after, tolerated, spansLines: raw.includes('\n') };
    }
    tolerated = true;
    at = closing + 1;
  }
}

/** A text may end in `\r`; only the last call, which has the whole of it, sees that. */
function isCellEnd(text: string, at: number, delimiter: string): boolean {
  const sign = text[at] === '\r' ? (text[at + 1] ?? '\n') : (text[at] ?? '\n');
  return sign === delimiter || sign === '\n';
}

function lineEnd(text: string, at: number): number {
  return text[at] === '\r' ? at + 2 : at + 1;
}

function tooLong(length: number): BrokenRecord | undefined {
  return length > LONGEST_ROW ? { reason: 'the row is too long, or a quote is never closed' } : undefined;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
