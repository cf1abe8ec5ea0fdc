import { shorten } from '../faults.ts';
import { hasInvalidBytes } from './encoding.ts';
import { type Line, readLines } from './lines.ts';
import { CUT_OFF, isUnreadable, type SourceRow, type UnreadableRow, type UnreadRows } from './row.ts';

/** One JSON object a line; empty lines are passed over. */
export async function* readJsonl(chunks: AsyncIterable<string>, name: string): UnreadRows {
  for await (const lines of readLines(chunks, name)) {
    yield lines
      .filter(({ text }) => text === undefined || text.trim() !== '')
      .map((line) => ({ line: line.number, text: () => line.text, read: () => readLine(line) }));
  }
}

function readLine({ number: line, text, ended }: Line): SourceRow | UnreadableRow {
  if (text === undefined) return { line, reason: 'the line is too long', detail: '' };
  const row = readObject(line, text);
  return !ended && isUnreadable(row) && row.reason === NOT_JSON ? { ...row, reason: CUT_OFF } : row;
}

const NOT_JSON = 'not valid JSON';

/** A JSON text as a row. */
export function readObject(line: number, text: string): SourceRow | UnreadableRow {
  if (hasInvalidBytes(text)) return { line, reason: 'the text is not valid UTF-8', detail: shorten(text) };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, reason: NOT_JSON, detail: shorten(text) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line, reason: 'not a JSON object', detail: shorten(text) };
  }
  // JSON objects are records by construction.
  return { line, values: value as Record<string, unknown> };
}
