import { countFacet } from '#src/domain/facet-count';
import { foldValue } from '#src/domain/field-value';
import type { Sort } from '#src/domain/query';
import type { BrowseRequest, BrowseResult, FieldProfile } from '#src/ports/features';
import type { Columns } from './columns.ts';
import { readFeatures } from './read.ts';
import { rowsPassing, rowTest } from './row-filter.ts';

/** Everything that passes, in order, with facets. The rows stay valid while items change; the ids are looked up late. */
export function browseColumns(
  columns: Columns,
  { filter, refine, sort, facets }: BrowseRequest,
  profiles: readonly FieldProfile[],
): BrowseResult {
  const types = new Map(profiles.map(({ field, type }) => [field, type]));
  const inScope = rowsPassing(columns, filter);
  const passing = (field: string | undefined): Uint32Array => {
    const others = refine.filter((one) => one.field !== field);
    return others.length === 0 ? inScope : inScope.filter(rowTest(columns, others));
  };
  const found = passing(undefined);
  const refined = new Set(refine.map(({ field }) => field));
  const counted = facets.flatMap((field) => {
    const rows = refined.has(field) ? passing(field) : found;
    const type = types.get(field) ?? 'text';
    const read = readFeatures(columns, rows, { tokens: [], labels: [field], numbers: [field] });
    return countFacet(field, type, sequence(rows.length), read) ?? [];
  });
  const rows = sort ? sortByField(columns, found, sort, types.get(sort.field)) : newestFirst(columns, found);
  return {
    total: rows.length,
    ids: async (offset, limit) => Array.from(rows.subarray(offset, offset + limit), (row) => columns.ids[row]!),
    facets: counted,
  };
}

function sequence(length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, i) => i);
}

function newestFirst({ sequences, ids }: Columns, rows: Uint32Array): Uint32Array {
  return rows.slice().sort((a, b) => sequences[b]! - sequences[a]! || compare(ids[a]!, ids[b]!));
}

/** Ascending or descending by the first value; missing values last; ties by id. */
function sortByField(
  columns: Columns,
  rows: Uint32Array,
  { field, direction }: Sort,
  type?: 'text' | 'number',
): Uint32Array {
  const { ids } = columns;
  const keys = type === 'number' ? numbersOf(columns, field) : textRanksOf(columns, field);
  const sign = direction === 'asc' ? 1 : -1;
  return rows.slice().sort((a, b) => {
    const [one, other] = [keys(a), keys(b)];
    if (Number.isNaN(one) || Number.isNaN(other)) {
      return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || compare(ids[a]!, ids[b]!);
    }
    return sign * (one - other) || compare(ids[a]!, ids[b]!);
  });
}

function numbersOf({ labels, dictionary }: Columns, field: string): (row: number) => number {
  const code = dictionary.fieldCodes.get(field);
  return (row) => {
    const end = labels.starts[row]! + labels.lengths[row]!;
    for (let at = labels.starts[row]!; at < end; at++) {
      const label = labels.data[at]!;
      if (dictionary.fields[label] === code && !Number.isNaN(dictionary.numbers[label]))
        return dictionary.numbers[label]!;
    }
    return Number.NaN;
  };
}

/** The place of a row's first value among all values of the field, folded. */
function textRanksOf({ labels, dictionary }: Columns, field: string): (row: number) => number {
  const code = dictionary.fieldCodes.get(field);
  const own = dictionary.texts.flatMap((text, label) =>
    dictionary.fields[label] === code ? [{ label, text: foldValue(text) }] : [],
  );
  const ranks = new Map(own.sort((a, b) => compare(a.text, b.text)).map(({ label }, rank) => [label, rank]));
  return (row) => {
    const end = labels.starts[row]! + labels.lengths[row]!;
    for (let at = labels.starts[row]!; at < end; at++) {
      const rank = ranks.get(labels.data[at]!);
      if (rank !== undefined) return rank;
    }
    return Number.NaN;
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
