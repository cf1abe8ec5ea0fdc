import { TEXT_FIELDS } from '#src/domain/document';
import type { LabelColumn } from '#src/domain/facet';
import type { CandidateFeatures, FeatureRequest } from '#src/ports/features';
import type { Columns } from './columns.ts';
import { copyTitles } from './titles.ts';
import { forEachEntry } from './token-entries.ts';

const FIELDS = TEXT_FIELDS.length;
const SATURATION = 65_535;

/** Copies what was asked for out of the columns, so that it stays as it is while items change. */
export function readFeatures(columns: Columns, rows: ArrayLike<number>, request: FeatureRequest): CandidateFeatures {
  const labels = copyLabels(columns, rows, request.labels);
  const numbers = copyNumbers(columns, rows, request.numbers);
  const none: LabelColumn = { dictionary: [], offsets: new Uint32Array(rows.length + 1), codes: new Uint32Array(0) };
  const titles = request.titles ? copyTitles(columns, rows) : none;
  return {
    ids: Array.from(rows, (row) => columns.ids[row]!),
    termCounts: copyTermCounts(columns, rows, request.tokens),
    fieldLengths: copyFieldLengths(columns, rows),
    labels: (field) => labels.get(field) ?? none,
    numbers: (field) => numbers.get(field) ?? new Float64Array(rows.length).fill(Number.NaN),
    titles: () => titles,
  };
}

function copyTermCounts(columns: Columns, rows: ArrayLike<number>, tokens: readonly string[]): Uint16Array {
  const counts = new Uint16Array(rows.length * tokens.length * FIELDS);
  const places = new Map<number, number[]>();
  for (const [place, token] of tokens.entries()) {
    const code = columns.tokenCodes.get(token);
    if (code !== undefined) places.set(code, [...(places.get(code) ?? []), place]);
  }
  if (places.size === 0) return counts;
  const { data, starts, lengths } = columns.tokens;
  for (let i = 0; i < rows.length; i++) {
    const start = starts[rows[i]!]!;
    forEachEntry({ data, start, end: start + lengths[rows[i]!]! }, (token, field, count) => {
      for (const place of places.get(token) ?? []) {
        counts[(i * tokens.length + place) * FIELDS + field] = Math.min(count, SATURATION);
      }
    });
  }
  return counts;
}

function copyFieldLengths({ fieldLengths }: Columns, rows: ArrayLike<number>): Uint16Array {
  const copy = new Uint16Array(rows.length * FIELDS);
  for (let i = 0; i < rows.length; i++) {
    for (let field = 0; field < FIELDS; field++) {
      copy[i * FIELDS + field] = Math.min(fieldLengths[rows[i]! * FIELDS + field]!, SATURATION);
    }
  }
  return copy;
}

/** One column for each of the fields, dictionary-encoded anew with the values that the rows have. */
function copyLabels(columns: Columns, rows: ArrayLike<number>, fields: readonly string[]): Map<string, LabelColumn> {
  const { labels, dictionary } = columns;
  const copies = fields.map(() => ({
    dictionary: [] as string[],
    offsets: new Uint32Array(rows.length + 1),
    codes: [] as number[],
  }));
  const copyOfField = placesOf(columns, fields);
  const localCodes = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    const end = labels.starts[rows[i]!]! + labels.lengths[rows[i]!]!;
    for (let at = labels.starts[rows[i]!]!; at < end; at++) {
      const label = labels.data[at]!;
      const place = copyOfField[dictionary.fields[label]!]!;
      if (place < 0) continue;
      const copy = copies[place]!;
      const code = localCodes.get(label) ?? copy.dictionary.push(dictionary.texts[label]!) - 1;
      localCodes.set(label, code);
      copy.codes.push(code);
    }
    for (const copy of copies) copy.offsets[i + 1] = copy.codes.length;
  }
  return new Map(copies.map((copy, i) => [fields[i]!, { ...copy, codes: Uint32Array.from(copy.codes) }]));
}

/** By field: the first number of each row, NaN where there is none. */
export function copyNumbers(
  columns: Columns,
  rows: ArrayLike<number>,
  fields: readonly string[],
): Map<string, Float64Array> {
  const { labels, dictionary } = columns;
  const copies = fields.map(() => new Float64Array(rows.length).fill(Number.NaN));
  const copyOfField = placesOf(columns, fields);
  for (let i = 0; i < rows.length; i++) {
    const end = labels.starts[rows[i]!]! + labels.lengths[rows[i]!]!;
    for (let at = labels.starts[rows[i]!]!; at < end; at++) {
      const label = labels.data[at]!;
      const place = copyOfField[dictionary.fields[label]!]!;
      if (place >= 0 && Number.isNaN(copies[place]![i])) copies[place]![i] = dictionary.numbers[label]!;
    }
  }
  return new Map(copies.map((copy, i) => [fields[i]!, copy]));
}

/** By code of a field: its place among the fields asked for, -1 for all others. */
function placesOf({ dictionary }: Columns, fields: readonly string[]): Int32Array {
  const places = new Int32Array(dictionary.fieldNames.length).fill(-1);
  for (const [place, field] of fields.entries()) {
    const code = dictionary.fieldCodes.get(field);
    if (code !== undefined) places[code] = place;
  }
  return places;
}
