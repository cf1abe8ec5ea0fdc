import type { Facet, LabelColumn, RangeFacet, ValueFacet } from './facet.ts';

/** Most values of one field that a facet shows. */
export const FACET_VALUES = 100;
/** Bins of a histogram. */
export const FACET_BINS = 10;

/** Columns that facets are counted over: those of candidates, or of a whole catalog. */
export interface Countable {
  labels(field: string): LabelColumn;
  numbers(field: string): Float64Array;
}

/** One facet over the given rows; undefined when none of them has a value of that type. */
export function countFacet(
  field: string,
  type: 'text' | 'number',
  rows: ArrayLike<number>,
  columns: Countable,
): Facet | undefined {
  return type === 'number'
    ? countRange(field, columns.numbers(field), rows)
    : countValues(field, columns.labels(field), rows);
}

/** How many of the rows have each value: the most frequent first, equally frequent ones by value. */
export function countValues(
  field: string,
  column: LabelColumn,
  rows: ArrayLike<number>,
  limit = FACET_VALUES,
): ValueFacet | undefined {
  const { dictionary, offsets, codes } = column;
  const counts = new Uint32Array(dictionary.length);
  for (let i = 0; i < rows.length; i++) {
    const end = offsets[rows[i]! + 1]!;
    for (let at = offsets[rows[i]!]!; at < end; at++) counts[codes[at]!]!++;
  }
  const present: { value: string; count: number }[] = [];
  for (let code = 0; code < counts.length; code++) {
    if (counts[code]! > 0) present.push({ value: dictionary[code]!, count: counts[code]! });
  }
  return rankValues(field, present, limit);
}

/** The facet of counted values: the most frequent first, equally frequent ones by value; undefined for none. */
export function rankValues(
  field: string,
  values: { readonly value: string; readonly count: number }[],
  limit = FACET_VALUES,
): ValueFacet | undefined {
  if (values.length === 0) return undefined;
  values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  return { field, values: values.slice(0, limit) };
}

/** Smallest and greatest number of the rows, and how they spread between; NaN is no number. */
export function countRange(field: string, numbers: Float64Array, rows: ArrayLike<number>): RangeFacet | undefined {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < rows.length; i++) {
    const number = numbers[rows[i]!]!;
    if (number < min) min = number;
    if (number > max) max = number;
  }
  if (min > max) return undefined;
  const bins = min === max ? 1 : FACET_BINS;
  const width = (max - min) / bins;
  const counts = new Uint32Array(bins);
  for (let i = 0; i < rows.length; i++) {
    const number = numbers[rows[i]!]!;
    if (!Number.isNaN(number)) counts[width === 0 ? 0 : Math.min(bins - 1, Math.floor((number - min) / width))]!++;
  }
  const edge = (bin: number) => (bin === bins ? max : min + bin * width);
  const histogram = Array.from(counts, (count, bin) => ({ from: edge(bin), to: edge(bin + 1), count }));
  return { field, min, max, histogram };
}
