import { type DocumentFeatures, TEXT_FIELDS } from '#src/domain/document';
import type { FieldValue } from '#src/domain/field-value';
import type { Vectors } from '#src/domain/space';
import type { Fingerprint } from '#src/ports/generations';
import { writeTexts } from './coded-texts.ts';
import type { TokenCounts } from './sparse.ts';

/**
 * The features of an item as one point keeps them. Texts instead of lists and maps: a thousand of them are read for a
 * query, and the server takes ten times as long over the same content in structures (measured, 1.18).
 */
export interface StoredRecord {
  readonly id: string;
  /** Lengths of TEXT_FIELDS by commas, then for each token a line `<break>token counts`, see `codeCounts`. */
  readonly tokens: string;
  /** For each value a line `<break>field<tab>text<tab>number`, see `codeNumber`. */
  readonly values: string;
  /** The vectors of its text, see `writeTexts`. */
  readonly texts: string;
  readonly textHash: string;
  /** `number:hash` of each picture. */
  readonly pictures: readonly string[];
}

/** What of a record is kept when nothing was embedded anew. */
export const EMBEDDED = ['textHash', 'texts', 'pictures'] as const;
export type EmbeddedRecord = Pick<StoredRecord, (typeof EMBEDDED)[number]>;

/** Counts and lengths beyond it are kept as it. */
const MOST = 65_535;
/** A letter for each of TEXT_FIELDS. */
const LETTERS = 'abcdefgh';
/** A number that is what the text reads as; no number is written so. */
const SAME_NUMBER = '=';

/** What of an item was embedded. */
export type Embedded = Fingerprint & { readonly vectors: Vectors };

export function makeRecord(document: DocumentFeatures & Embedded, counts: TokenCounts): StoredRecord {
  const { textHash, vectors, pictures } = document;
  const embedded = { textHash, texts: writeTexts(vectors), pictures: pictures.map(writePicture) };
  return { ...featureRecord(document, counts), ...embedded };
}

/** What does not hang on anything embedded. */
export function featureRecord(
  document: DocumentFeatures,
  counts: TokenCounts,
): Pick<StoredRecord, 'id' | 'tokens' | 'values'> {
  const lengths = TEXT_FIELDS.map((field) => Math.min(MOST, document.tokens[field].length));
  const lines = [...counts].map(([token, own]) => `\n${escapeText(token)} ${codeCounts(own)}`);
  return {
    id: document.id,
    tokens: lengths.join(',') + lines.join(''),
    values: document.values.map(valueLine).join(''),
  };
}

/** Lengths of TEXT_FIELDS in a record's `tokens`; 0 where it says nothing. */
export function readLengths(tokens: string): number[] {
  const end = tokens.indexOf('\n');
  const lengths = (end < 0 ? tokens : tokens.slice(0, end)).split(',');
  return TEXT_FIELDS.map((_, place) => Number(lengths[place] ?? 0));
}

/** Calls back for each token of a record's `tokens` and each field that it is in, with the place in TEXT_FIELDS. */
export function readTokens(tokens: string, onCount: (token: string, place: number, count: number) => void): void {
  for (let at = tokens.indexOf('\n'); at >= 0; ) {
    const next = tokens.indexOf('\n', at + 1);
    const end = next < 0 ? tokens.length : next;
    // Sizes are tokens with blanks, "8x9 7/8".
    const blank = tokens.lastIndexOf(' ', end - 1);
    readCounts(tokens, blank + 1, end, unescapeText(tokens.slice(at + 1, blank)), onCount);
    at = next;
  }
}

/** The value lines of a record's `values`, without their breaks. */
export function valueLines(values: string): string[] {
  return values === '' ? [] : values.slice(1).split('\n');
}

export function readValue(line: string): FieldValue {
  const [field = '', text = '', code = ''] = line.split('\t').map(unescapeText);
  return { field, text, ...readNumber(code, text) };
}

export function readPictures(pictures: readonly string[]): { readonly number: number; readonly hash: string }[] {
  return pictures.map((text) => {
    const colon = text.indexOf(':');
    return { number: Number(text.slice(0, colon)), hash: text.slice(colon + 1) };
  });
}

function writePicture({ number, hash }: Fingerprint['pictures'][number]): string {
  return `${number}:${hash}`;
}

/** A letter for each field that has the token, with the count if it is not 1: `a` once in the first, `a2c` twice and once. */
function codeCounts(counts: readonly number[]): string {
  return counts
    .map((count, place) => (count === 0 ? '' : LETTERS[place]! + (count === 1 ? '' : Math.min(MOST, count))))
    .join('');
}

function readCounts(
  tokens: string,
  start: number,
  end: number,
  token: string,
  onCount: (token: string, place: number, count: number) => void,
): void {
  for (let at = start; at < end; ) {
    const place = tokens.charCodeAt(at++) - LETTER_A;
    let count = 0;
    for (; at < end && tokens.charCodeAt(at) < LETTER_A; at++) count = count * 10 + tokens.charCodeAt(at) - DIGIT_0;
    onCount(token, place, count || 1);
  }
}

const DIGIT_0 = 48;
const LETTER_A = 97;

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
