import { TEXT_FIELDS } from '#src/domain/document';
import type { LabelColumn } from '#src/domain/facet';
import type { CandidateFeatures } from '#src/ports/features';
import { type Dictionary, PLACE_BITS, type Row, TOKENS_START, VALUES_START } from './dictionary.ts';
import type { Rows } from './record-cache.ts';
import { titleColumn } from './titles.ts';

/** The columns of candidates, out of their rows. */
export function candidateFeatures({ ids, rows, dictionary }: Rows, tokens: readonly string[]): CandidateFeatures {
  return {
    ids,
    termCounts: termCounts(rows, dictionary, tokens),
    fieldLengths: fieldLengths(rows),
    labels: onceEach((field) => labelColumn(rows, dictionary, field)),
    numbers: onceEach((field) => numberColumn(rows, dictionary, field)),
    titles: () => titleColumn(rows, dictionary),
  };
}

/** Several ask for the column of one field: facets, filters, preferences. */
function onceEach<Column>(make: (field: string) => Column): (field: string) => Column {
  const made = new Map<string, Column>();
  return (field) => {
    const known = made.get(field) ?? make(field);
    made.set(field, known);
    return known;
  };
}

/** The first number of a field. */
export function firstNumber(row: Row, { field, numbers }: Dictionary, name: string): number | undefined {
  const wanted = field(name);
  const number = wanted === undefined ? Number.NaN : numberIn(row, wanted, numbers);
  return Number.isNaN(number) ? undefined : number;
}

/** The first value of a field, as shown. */
export function firstText(row: Row, { field, texts }: Dictionary, name: string): string | undefined {
  const wanted = field(name);
  for (let at = row[VALUES_START]!; at < row.length; at += 2) if (row[at] === wanted) return texts[row[at + 1]!];
  return undefined;
}

/** The first number of the field with that code, or NaN. */
function numberIn(row: Row, field: number, numbers: readonly number[]): number {
  for (let at = row[VALUES_START]!; at < row.length; at += 2) {
    if (row[at] !== field) continue;
    const number = numbers[row[at + 1]!]!;
    if (!Number.isNaN(number)) return number;
  }
  return Number.NaN;
}

function fieldLengths(rows: readonly Row[]): Uint16Array {
  const width = TEXT_FIELDS.length;
  const lengths = new Uint16Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    for (let place = 0; place < width; place++) lengths[i * width + place] = rows[i]![place]!;
  }
  return lengths;
}

function termCounts(rows: readonly Row[], dictionary: Dictionary, tokens: readonly string[]): Uint16Array {
  const width = TEXT_FIELDS.length;
  const counts = new Uint16Array(rows.length * tokens.length * width);
  const places = new Map<number, number>();
  // Nearly all tokens of an item are not asked for; most of them are told by the last bits of their codes, ten times as fast.
  const mayBe = new Uint8Array(LAST_BITS + 1);
  for (const [place, token] of tokens.entries()) {
    const code = dictionary.token(token);
    if (code === undefined) continue;
    places.set(code, place);
    mayBe[code & LAST_BITS] = 1;
  }
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const end = row[VALUES_START]!;
    for (let at = TOKENS_START; at < end; at += 2) {
      const code = row[at]! >>> PLACE_BITS;
      const place = mayBe[code & LAST_BITS] === 1 ? places.get(code) : undefined;
      if (place === undefined) continue;
      counts[(i * tokens.length + place) * width + (row[at]! & ((1 << PLACE_BITS) - 1))] = row[at + 1]!;
    }
  }
  return counts;
}

const LAST_BITS = 0xff;

function numberColumn(rows: readonly Row[], { field, numbers }: Dictionary, name: string): Float64Array {
  const column = new Float64Array(rows.length).fill(Number.NaN);
  const wanted = field(name);
  if (wanted === undefined) return column;
  for (let i = 0; i < rows.length; i++) column[i] = numberIn(rows[i]!, wanted, numbers);
  return column;
}

function labelColumn(rows: readonly Row[], { field, texts }: Dictionary, name: string): LabelColumn {
  const wanted = field(name);
  const shown: string[] = [];
  const placeOf = new Map<number, number>();
  const codes: number[] = [];
  const offsets = new Uint32Array(rows.length + 1);
  if (wanted === undefined) return { dictionary: shown, offsets, codes: new Uint32Array(0) };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    for (let at = row[VALUES_START]!; at < row.length; at += 2) {
      if (row[at] !== wanted) continue;
      const code = row[at + 1]!;
      let place = placeOf.get(code);
      if (place === undefined) {
        place = shown.push(texts[code]!) - 1;
        placeOf.set(code, place);
      }
      codes.push(place);
    }
    offsets[i + 1] = codes.length;
  }
  return { dictionary: shown, offsets, codes: new Uint32Array(codes) };
}
