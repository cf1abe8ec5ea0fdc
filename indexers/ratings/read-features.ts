import { typedColumn } from '../column-names.ts';
import { columnsOf } from '../mapping.ts';
import { parseNumber } from '../price.ts';
import type { OpenSource } from '../sources/open.ts';
import { isUnreadable } from '../sources/row.ts';
import { isNothing, scalarText } from '../values.ts';
import { findColumns } from './columns.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * What a table of items says of each, as names of features, by the item's id: `class=Comedy`. A list, or a column whose
 * header says `token_seq`, gives a feature for each of its words; a column of numbers one for the tenth of the items that
 * the number falls into; any other text is one feature. Of repeated ids the last counts. Throws `source_invalid` when
 * there is no column of ids.
 */
export async function readFeatures(
  source: OpenSource,
  map: Readonly<Record<string, string>>,
): Promise<Map<string, string[]>> {
  const rows: Row[] = [];
  for await (const batch of source.rows) for (const row of batch) if (!isUnreadable(row)) rows.push(row.values);
  const present = columnsOf(rows);
  const { item } = findColumns(['item'], present, { map, name: source.name });
  const byItem = new Map(rows.map((row) => [scalarText(row[item]) ?? '', row]));
  byItem.delete('');
  const own = [...byItem.values()];
  const readers = present.filter((column) => column !== item).map((column) => featureReader(column, own));
  return new Map([...byItem].map(([id, row]) => [id, readers.flatMap((read) => read(row))]));
}

/** Share of a column's values that must be numbers for it to be one of numbers. */
const MOSTLY = 0.9;
const BUCKETS = 10;

function featureReader(column: string, rows: readonly Row[]): (row: Row) => string[] {
  const { name, type } = typedColumn(column);
  if (type === 'token_seq') return (row) => wordsOf(row[column]).map((word) => `${name}=${word}`);
  const numbers = rows.flatMap((row) => numberOf(row[column]) ?? []);
  const present = rows.filter((row) => !isNothing(row[column])).length;
  if (numbers.length > present * MOSTLY && new Set(numbers).size > BUCKETS) return bucketReader(column, name, numbers);
  return (row) => valuesOf(row[column]).map((value) => `${name}=${value}`);
}

function bucketReader(column: string, name: string, numbers: readonly number[]): (row: Row) => string[] {
  const sorted = Float64Array.from(numbers).sort();
  const bounds = Array.from({ length: BUCKETS - 1 }, (_, n) => sorted[Math.floor(((n + 1) * sorted.length) / BUCKETS)]);
  return (row) => {
    const number = numberOf(row[column]);
    return number === undefined ? [] : [`${name}#${bounds.filter((bound) => number >= bound).length}`];
  };
}

function wordsOf(value: unknown): string[] {
  return valuesOf(value).flatMap((text) => text.split(/\s+/u));
}

function valuesOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => (isNothing(one) ? [] : (scalarText(one)?.trim() ?? [])));
}

function numberOf(value: unknown): number | undefined {
  if (isNothing(value)) return undefined;
  const number = typeof value === 'string' ? parseNumber(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
