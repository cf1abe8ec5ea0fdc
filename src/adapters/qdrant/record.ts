import { type IndexDocument, TEXT_FIELDS } from '#src/domain/document';
import type { FieldValue } from '#src/domain/field-value';
import type { TokenCounts } from './sparse.ts';

/**
 * The features of an item as one point keeps them. Texts instead of lists and maps: a thousand of them are read for a
 * query, and the server takes ten times as long over the same content in structures (measured, 1.18).
 */
export interface StoredRecord {
  readonly id: string;
  /** Lengths of TEXT_FIELDS by commas, then for each token a line `token counts`, see `codeCounts`. */
  readonly tokens: string;
  /** For each value a line `field<tab>text<tab>number`, led by a line break; see `codeNumber`. */
  readonly values: string;
  readonly textHash: string;
  /** `number:hash` of each picture. */
  readonly pictures: readonly string[];
}

/** Counts and lengths beyond it are kept as it. */
const MOST = 65_535;
const FIELD_LETTERS = 'abcdefgh';
/** No text reads as it. */
const SAME_NUMBER = '=';

export function makeRecord(document: IndexDocument, counts: TokenCounts): StoredRecord {
  const lengths = TEXT_FIELDS.map((field) => Math.min(MOST, document.tokens[field].length));
  const lines = [...counts].map(([token, own]) => `\n${token} ${codeCounts(own)}`);
  return {
    id: document.id,
    tokens: lengths.join(',') + lines.join(''),
    values: document.values.map(valueLine).join(''),
    textHash: document.textHash,
    pictures: document.pictures.map(({ number, hash }) => `${number}:${hash}`),
  };
}

/** Fills `lengths` (one for each of TEXT_FIELDS) from `at`. */
export function readLengths({ tokens }: StoredRecord, lengths: Uint16Array, at: number): void {
  const end = tokens.indexOf('\n');
  const line = end < 0 ? tokens : tokens.slice(0, end);
  let place = at;
  for (const part of line.split(',')) lengths[place++] = Number(part);
}

/** The line that `readCounts` looks for; made once for each token of a query. */
export function tokenLine(token: string): string {
  return `\n${token} `;
}

/** Fills `counts` (one for each of TEXT_FIELDS) from `at` with what the record says of a token's line. */
export function readCounts({ tokens }: StoredRecord, line: string, counts: Uint16Array, at: number): void {
  const found = tokens.indexOf(line);
  if (found < 0) return;
  let place = -1;
  for (let i = found + line.length; i < tokens.length; i++) {
    const code = tokens.charCodeAt(i);
    if (code === LINE_BREAK) return;
    if (code >= LETTER_A) {
      place = at + code - LETTER_A;
      counts[place] = 1;
      if (isDigit(tokens.charCodeAt(i + 1))) counts[place] = 0;
    } else counts[place] = counts[place]! * 10 + code - DIGIT_0;
  }
}

/** All tokens of the record with their counts, as they were when it was made. */
export function countsOf(record: StoredRecord): Map<string, number[]> {
  const [, ...lines] = record.tokens.split('\n');
  const buffer = new Uint16Array(TEXT_FIELDS.length);
  return new Map(
    lines.map((line) => {
      const token = line.slice(0, line.lastIndexOf(' '));
      buffer.fill(0);
      readCounts(record, tokenLine(token), buffer, 0);
      return [token, [...buffer]];
    }),
  );
}

/** Values of one field in their order, repeats kept. */
export function valuesOf({ values }: StoredRecord, field: string): FieldValue[] {
  const head = `\n${escapeText(field)}\t`;
  const found: FieldValue[] = [];
  for (let at = values.indexOf(head); at >= 0; at = values.indexOf(head, at + 1)) {
    const start = at + head.length;
    const tab = values.indexOf('\t', start);
    const end = values.indexOf('\n', tab);
    const text = unescapeText(values.slice(start, tab));
    const number = values.slice(tab + 1, end < 0 ? values.length : end);
    found.push({ field, text, ...readNumber(number, text) });
  }
  return found;
}

/** The names of all fields that the record has values of, repeats kept. */
export function fieldsOf({ values }: StoredRecord): string[] {
  return values.split('\n').flatMap((line) => (line === '' ? [] : [unescapeText(line.slice(0, line.indexOf('\t')))]));
}

export function picturesOf({ pictures }: StoredRecord): { readonly number: number; readonly hash: string }[] {
  return pictures.map((text) => {
    const colon = text.indexOf(':');
    return { number: Number(text.slice(0, colon)), hash: text.slice(colon + 1) };
  });
}

/** A letter for each field that has the token, with the count if it is not 1: `a` once in the first, `a2c` twice and once. */
function codeCounts(counts: readonly number[]): string {
  return counts
    .map((count, place) => (count === 0 ? '' : FIELD_LETTERS[place]! + (count === 1 ? '' : Math.min(MOST, count))))
    .join('');
}

function valueLine({ field, text, number }: FieldValue): string {
  return `\n${escapeText(field)}\t${escapeText(text)}\t${codeNumber(text, number)}`;
}

/** Nothing for no number, `=` for the one that the text is, else the number. */
function codeNumber(text: string, number: number | undefined): string {
  if (number === undefined || Number.isNaN(number)) return '';
  return Object.is(Number(text), number) ? SAME_NUMBER : String(number);
}

function readNumber(code: string, text: string): { readonly number?: number } {
  if (code === '') return {};
  return { number: Number(code === SAME_NUMBER ? text : code) };
}

/** Keeps tabs and line breaks out of the lines. */
function escapeText(text: string): string {
  return /[\\\t\n]/u.test(text) ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n') : text;
}

function unescapeText(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\(.)/gu, (_, code: string) => (code === 't' ? '\t' : code === 'n' ? '\n' : '\\'))
    : text;
}

const LINE_BREAK = 10;
const DIGIT_0 = 48;
const LETTER_A = 97;

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_0 + 9;
}
