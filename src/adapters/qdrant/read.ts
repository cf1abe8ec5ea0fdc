import { TEXT_FIELDS } from '#src/domain/document';
import type { LabelColumn } from '#src/domain/facet';
import { type FieldValue, foldValue } from '#src/domain/field-value';
import type { CandidateFeatures } from '#src/ports/features';
import { isNumber } from './keys.ts';
import { readCounts, readLengths, tokenLine } from './record.ts';
import type { CachedRecord } from './records.ts';

/** The columns of candidates, out of their records. */
export function candidateFeatures(records: readonly CachedRecord[], tokens: readonly string[]): CandidateFeatures {
  const width = TEXT_FIELDS.length;
  const termCounts = new Uint16Array(records.length * tokens.length * width);
  const fieldLengths = new Uint16Array(records.length * width);
  const lines = tokens.map(tokenLine);
  for (const [row, record] of records.entries()) {
    readLengths(record, fieldLengths, row * width);
    for (let token = 0; token < lines.length; token++) {
      readCounts(record, lines[token]!, termCounts, (row * lines.length + token) * width);
    }
  }
  return {
    ids: records.map(({ id }) => id),
    termCounts,
    fieldLengths,
    labels: (field) => labelColumn(records.map((record) => record.fieldValues(field))),
    numbers: (field) =>
      Float64Array.from(records, (record) => record.fieldValues(field).find(isNumber)?.number ?? Number.NaN),
  };
}

/** Dictionary-encodes values: equal ones have one code and are shown as the first of them. */
function labelColumn(rows: readonly (readonly FieldValue[])[]): LabelColumn {
  const dictionary: string[] = [];
  const byFolded = new Map<string, number>();
  const byText = new Map<string, number>();
  const codeOf = (text: string): number => {
    const known = byText.get(text);
    if (known !== undefined) return known;
    const folded = foldValue(text);
    const code = byFolded.get(folded) ?? dictionary.push(text) - 1;
    byFolded.set(folded, code);
    byText.set(text, code);
    return code;
  };
  const codes: number[] = [];
  const offsets = new Uint32Array(rows.length + 1);
  for (const [row, values] of rows.entries()) {
    for (const { text } of values) {
      const code = codeOf(text);
      if (!codes.includes(code, offsets[row]!)) codes.push(code);
    }
    offsets[row + 1] = codes.length;
  }
  return { dictionary, offsets, codes: Uint32Array.from(codes) };
}
