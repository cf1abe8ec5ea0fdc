import { TEXT_FIELDS } from '#src/domain/document';
import { type Columns, countRow, createColumns } from './columns.ts';
import type { NumberArray } from './growable.ts';
import { markIdentifiers } from './identifier-hash.ts';
import { addLabel, type LabelDictionary } from './label-dictionary.ts';
import type { Ragged } from './ragged.ts';
import { recodeEntries } from './token-entries.ts';

/** Columns as they go into a file: texts as JSON, numbers as typed arrays, both by name. */
export interface Image {
  readonly texts: {
    readonly ids: readonly string[];
    readonly tokens: readonly string[];
    readonly labelKeys: readonly string[];
    readonly labelTexts: readonly string[];
    readonly fieldNames: readonly string[];
  };
  readonly numbers: Readonly<Record<NumbersName, NumberArray>>;
}

export const NUMBERS = {
  sequences: Float64Array,
  fieldLengths: Uint32Array,
  labelFields: Uint32Array,
  labelNumbers: Float64Array,
  tokenOffsets: Uint32Array,
  tokenData: Uint32Array,
  labelOffsets: Uint32Array,
  labelData: Uint32Array,
  identifierOffsets: Uint32Array,
  identifierData: Uint32Array,
} as const;
type NumbersName = keyof typeof NUMBERS;

/** Everything that is there, and nothing that was: rows, tokens and labels are numbered anew. */
export function takeImage(columns: Columns): Image & { readonly rows: Uint32Array } {
  const { dictionary } = columns;
  const rows = Uint32Array.from(columns.ids.keys()).filter((row) => columns.alive[row] === 1);
  const tokens = renumber(columns.documentFrequencies, columns.tokenTexts.length);
  const labels = renumber(dictionary.items, dictionary.keys.length);
  const kept = <Value>(all: ArrayLike<Value>, codes: Uint32Array) => Array.from(codes, (code) => all[code]!);
  const tokenLists = pack(columns.tokens, rows, (data) => recodeEntries(data, tokens.newCodes));
  const labelLists = pack(columns.labels, rows, (data) => data.map((label) => labels.newCodes[label]!));
  const identifierLists = pack(columns.identifiers, rows, (data) => data);
  return {
    rows,
    texts: {
      ids: kept(columns.ids, rows),
      tokens: kept(columns.tokenTexts, tokens.kept),
      labelKeys: kept(dictionary.keys, labels.kept),
      labelTexts: kept(dictionary.texts, labels.kept),
      fieldNames: dictionary.fieldNames,
    },
    numbers: {
      sequences: Float64Array.from(rows, (row) => columns.sequences[row]!),
      fieldLengths: keepLengths(columns, rows),
      labelFields: Uint32Array.from(labels.kept, (label) => dictionary.fields[label]!),
      labelNumbers: Float64Array.from(labels.kept, (label) => dictionary.numbers[label]!),
      tokenOffsets: tokenLists.offsets,
      tokenData: tokenLists.data,
      labelOffsets: labelLists.offsets,
      labelData: labelLists.data,
      identifierOffsets: identifierLists.offsets,
      identifierData: identifierLists.data,
    },
  };
}

/** Columns from an image; frequencies and sums are counted anew. */
export function fromImage({ texts, numbers }: Image): Columns {
  const columns = createColumns();
  const rows = texts.ids.length;
  for (const id of texts.ids) columns.rows.set(id, columns.ids.push(id) - 1);
  for (const token of texts.tokens) columns.tokenCodes.set(token, columns.tokenTexts.push(token) - 1);
  columns.documentFrequencies = new Uint32Array(texts.tokens.length);
  columns.alive = new Uint8Array(rows).fill(1);
  columns.sequences = numbers.sequences as Float64Array;
  columns.fieldLengths = numbers.fieldLengths as Uint32Array;
  restoreLabels(columns.dictionary, texts, numbers);
  Object.assign(columns.tokens, unpack(numbers.tokenOffsets, numbers.tokenData));
  Object.assign(columns.labels, unpack(numbers.labelOffsets, numbers.labelData));
  Object.assign(columns.identifiers, unpack(numbers.identifierOffsets, numbers.identifierData));
  markIdentifiers(columns.identifierBits, numbers.identifierData);
  for (let row = 0; row < rows; row++) countRow(columns, row, 1);
  return columns;
}

function restoreLabels(dictionary: LabelDictionary, texts: Image['texts'], numbers: Image['numbers']): void {
  for (const [label, key] of texts.labelKeys.entries()) {
    const field = texts.fieldNames[numbers.labelFields[label]!]!;
    addLabel(dictionary, key, field, texts.labelTexts[label]!, numbers.labelNumbers[label]!);
  }
}

/** New codes for those of the old ones that are in use. */
function renumber(uses: Uint32Array, length: number): { kept: Uint32Array; newCodes: Uint32Array } {
  const kept: number[] = [];
  const newCodes = new Uint32Array(length);
  for (let code = 0; code < length; code++) if (uses[code]! > 0) newCodes[code] = kept.push(code) - 1;
  return { kept: Uint32Array.from(kept), newCodes };
}

function keepLengths({ fieldLengths }: Columns, rows: Uint32Array): Uint32Array {
  const fields = TEXT_FIELDS.length;
  const kept = new Uint32Array(rows.length * fields);
  for (const [i, row] of rows.entries()) kept.set(fieldLengths.subarray(row * fields, (row + 1) * fields), i * fields);
  return kept;
}

/** The lists of the rows, one behind the other: list `i` is at `offsets[i]..offsets[i + 1]`. */
function pack(ragged: Ragged, rows: Uint32Array, recode: (data: Uint32Array) => Uint32Array) {
  const offsets = new Uint32Array(rows.length + 1);
  const data = new Uint32Array(ragged.used - ragged.garbage);
  for (const [i, row] of rows.entries()) {
    const start = ragged.starts[row]!;
    const own = ragged.data.subarray(start, start + ragged.lengths[row]!);
    data.set(own, offsets[i]);
    offsets[i + 1] = offsets[i]! + own.length;
  }
  return { offsets, data: recode(data.subarray(0, offsets.at(-1))) };
}

function unpack(offsets: NumberArray, data: NumberArray): Partial<Ragged> {
  const starts = Uint32Array.from(offsets.subarray(0, -1));
  const lengths = starts.map((start, row) => offsets[row + 1]! - start);
  return { starts, lengths, data: data as Uint32Array, used: data.length, garbage: 0 };
}
