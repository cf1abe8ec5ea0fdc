import { type Filter, filterKey } from '#src/domain/filter';
import type { Columns } from './columns.ts';

export type RowTest = (row: number) => boolean;

/** Whether a row's item is there and passes all filters: `matchesAll` over columns. Valid until the next change. */
export function rowTest(columns: Columns, filters: readonly Filter[]): RowTest {
  const { alive } = columns;
  const tests = filters.map((filter) => filterTest(columns, filter));
  if (tests.length === 0) return (row) => alive[row] === 1;
  return (row) => {
    if (alive[row] !== 1) return false;
    for (const test of tests) if (!test(row)) return false;
    return true;
  };
}

/** Rows whose items are there and pass all filters. */
export function rowsPassing(columns: Columns, filters: readonly Filter[]): Uint32Array {
  const test = rowTest(columns, filters);
  const rows = new Uint32Array(columns.count);
  let count = 0;
  for (let row = 0; row < columns.ids.length; row++) if (test(row)) rows[count++] = row;
  return rows.subarray(0, count);
}

/** Codes of the labels that a filter matches when it is not negated. */
function matchingLabels({ dictionary }: Columns, filter: Filter): number[] {
  if (filter.kind === 'any') {
    const codes = filter.values.map((value) => dictionary.codes.get(filterKey(filter.field, value)));
    return [...new Set(codes.filter((code) => code !== undefined))];
  }
  const field = dictionary.fieldCodes.get(filter.field);
  const { fields, numbers } = dictionary;
  const codes: number[] = [];
  const { from, to } = filter.kind === 'range' ? { from: -Infinity, to: Infinity, ...filter } : {};
  for (let code = 0; code < dictionary.keys.length; code++) {
    if (fields[code] !== field) continue;
    if (from === undefined || (numbers[code]! >= from && numbers[code]! <= to!)) codes.push(code);
  }
  return codes;
}

function filterTest(columns: Columns, filter: Filter): RowTest {
  const { starts, lengths, data } = columns.labels;
  const accepted = new Uint8Array(columns.dictionary.keys.length);
  for (const code of matchingLabels(columns, filter)) accepted[code] = 1;
  return (row) => {
    const end = starts[row]! + lengths[row]!;
    for (let at = starts[row]!; at < end; at++) if (accepted[data[at]!] === 1) return !filter.negated;
    return filter.negated;
  };
}
