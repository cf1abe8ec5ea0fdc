import { TEXT_FIELDS } from '#src/domain/document';
import { foldValue } from '#src/domain/field-value';
import { isNumber } from './keys.ts';
import { readLengths, readTokens, readValue, type StoredRecord, valueLines } from './record.ts';

/**
 * The features of an item in memory, as numbers: lengths of TEXT_FIELDS; where the values begin; for each token and
 * text field `code * 8 + place in TEXT_FIELDS` and the occurrences there; for each value, in their order and equal ones
 * once, the code of its field and its own.
 */
export type Row = Uint32Array;

/** Codes for all tokens, fields and values that were seen: texts are kept once, however many items have them. */
export interface Dictionary {
  encode(record: Pick<StoredRecord, 'tokens' | 'values'>): Row;
  /** Undefined for what was never seen. */
  token(token: string): number | undefined;
  field(field: string): number | undefined;
  /** By code of a field. */
  fieldNames(): string[];
  /** By code of a token. */
  readonly tokens: readonly string[];
  /** By code of a value: how it was first shown, and its number or NaN. */
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** Texts kept. */
  size(): number;
}

/** Place of a row where it says where its values begin. */
export const VALUES_START = TEXT_FIELDS.length;
/** Place of a row where its tokens begin. */
export const TOKENS_START = VALUES_START + 1;
/** Bits of a token's entry for the place in TEXT_FIELDS. */
export const PLACE_BITS = 3;

export function createDictionary(): Dictionary {
  const tokenCodes = new Map<string, number>();
  const tokens: string[] = [];
  const fields = new Map<string, number>();
  /** By line of a record, and by field and folded text. */
  const values = new Map<string, { readonly field: number; readonly code: number }>();
  const texts: string[] = [];
  const numbers: number[] = [];

  const codeOfToken = (token: string) => {
    const known = tokenCodes.get(token);
    if (known !== undefined) return known;
    const text = copyText(token);
    tokenCodes.set(text, tokens.length);
    return tokens.push(text) - 1;
  };
  const coded = (line: string) => {
    const known = values.get(line);
    if (known) return known;
    const value = readValue(line);
    const field = codeIn(fields, value.field);
    const key = `\n${field}\n${foldValue(value.text)}`;
    const equal = values.get(key) ?? { field, code: texts.length };
    if (equal.code === texts.length) {
      texts.push(copyText(value.text));
      numbers.push(isNumber(value) ? value.number! : Number.NaN);
      values.set(key, equal);
    }
    values.set(copyText(line), equal);
    return equal;
  };
  return {
    encode: (record) => {
      const row = readLengths(record.tokens);
      row.push(0);
      readTokens(record.tokens, (token, place, count) => row.push((codeOfToken(token) << PLACE_BITS) + place, count));
      const start = row.length;
      row[VALUES_START] = start;
      for (const line of valueLines(record.values)) {
        const { field, code } = coded(line);
        if (!hasValue(row, start, code)) row.push(field, code);
      }
      return Uint32Array.from(row);
    },
    token: (token) => tokenCodes.get(token),
    field: (field) => fields.get(field),
    fieldNames: () => [...fields.keys()],
    tokens,
    texts,
    numbers,
    size: () => tokens.length + values.size,
  };
}

function hasValue(row: readonly number[], start: number, code: number): boolean {
  for (let at = start + 1; at < row.length; at += 2) if (row[at] === code) return true;
  return false;
}

function codeIn(codes: Map<string, number>, text: string): number {
  const known = codes.get(text);
  if (known !== undefined) return known;
  codes.set(copyText(text), codes.size);
  return codes.size - 1;
}

/** A text of its own; a slice would keep the whole record in memory. */
function copyText(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
