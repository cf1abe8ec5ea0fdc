import type { Facet } from '#src/domain/facet';
import { countRange, rankValues } from '#src/domain/facet-count';
import { foldValue } from '#src/domain/field-value';
import type { Sort } from '#src/domain/query';
import type { BrowseRequest, BrowseResult, FieldProfile } from '#src/ports/features';
import type { Columns } from './columns.ts';
import { orderRows } from './order.ts';
import { copyNumbers } from './read.ts';
import { rowsPassing, rowTest } from './row-filter.ts';

/** Answers kept for asking the same again while nothing has changed: the first page of a shop is asked all the time. */
const MOST_KEPT = 32;

/** Everything that passes, in order, with facets. The rows stay valid while items change; ids are looked up by page. */
export function createBrowser(
  columns: Columns,
  profiles: () => readonly FieldProfile[],
): (request: BrowseRequest) => BrowseResult {
  const kept = new Map<string, BrowseResult>();
  let version = -1;
  return (request) => {
    if (version !== columns.version || kept.size >= MOST_KEPT) kept.clear();
    version = columns.version;
    const key = JSON.stringify(request);
    const result = kept.get(key) ?? browse(columns, request, profiles());
    kept.set(key, result);
    return result;
  };
}

function browse(columns: Columns, request: BrowseRequest, profiles: readonly FieldProfile[]): BrowseResult {
  const { filter, refine, sort, facets } = request;
  const types = new Map(profiles.map(({ field, type }) => [field, type]));
  const inScope = rowsPassing(columns, filter);
  const passing = (field: string | undefined): Uint32Array => {
    const others = refine.filter((one) => one.field !== field);
    return others.length === 0 ? inScope : inScope.filter(rowTest(columns, others));
  };
  const found = passing(undefined);
  const refined = new Set(refine.map(({ field }) => field));
  const counts = countLabels(columns, found);
  const counted = facets.flatMap((field) => {
    const rows = refined.has(field) ? passing(field) : found;
    if (types.get(field) === 'number') return rangeFacet(columns, field, rows) ?? [];
    return valueFacet(columns, field, rows === found ? counts : countLabels(columns, rows)) ?? [];
  });
  const rows = sortRows(columns, found, sort, types);
  return {
    total: rows.length,
    ids: async (offset, limit) => Array.from(rows.subarray(offset, offset + limit), (row) => columns.ids[row]!),
    facets: counted,
  };
}

/** How many of the rows have each label. */
function countLabels({ labels, dictionary }: Columns, rows: Uint32Array): Uint32Array {
  const { starts, lengths, data } = labels;
  const counts = new Uint32Array(dictionary.keys.length);
  for (let i = 0; i < rows.length; i++) {
    const end = starts[rows[i]!]! + lengths[rows[i]!]!;
    for (let at = starts[rows[i]!]!; at < end; at++) counts[data[at]!]!++;
  }
  return counts;
}

function valueFacet({ dictionary }: Columns, field: string, counts: Uint32Array): Facet | undefined {
  const code = dictionary.fieldCodes.get(field);
  const { fields, texts } = dictionary;
  const values: { value: string; count: number }[] = [];
  for (let label = 0; label < counts.length; label++) {
    if (counts[label]! > 0 && fields[label] === code) values.push({ value: texts[label]!, count: counts[label]! });
  }
  return rankValues(field, values);
}

function rangeFacet(columns: Columns, field: string, rows: Uint32Array): Facet | undefined {
  const numbers = copyNumbers(columns, rows, [field]).get(field)!;
  return countRange(
    field,
    numbers,
    numbers.map((_, i) => i),
  );
}

function sortRows(
  columns: Columns,
  rows: Uint32Array,
  sort: Sort | undefined,
  types: ReadonlyMap<string, 'text' | 'number'>,
): Uint32Array {
  const { ids, sequences } = columns;
  if (!sort)
    return orderRows(
      rows,
      Float64Array.from(rows, (row) => sequences[row]!),
      { direction: 'desc', ids },
    );
  const { field, direction } = sort;
  const isNumber = types.get(field) === 'number';
  const keys = isNumber ? copyNumbers(columns, rows, [field]).get(field)! : textRanks(columns, field, rows);
  return orderRows(rows, keys, { direction, ids });
}

/** The place of each row's first value among all values of the field, folded; NaN where there is none. */
function textRanks({ labels, dictionary }: Columns, field: string, rows: Uint32Array): Float64Array {
  const code = dictionary.fieldCodes.get(field);
  const own = dictionary.texts.flatMap((text, label) =>
    dictionary.fields[label] === code ? [{ label, text: foldValue(text) }] : [],
  );
  own.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const ranks = new Map(own.map(({ label }, rank) => [label, rank]));
  return Float64Array.from(rows, (row) => {
    const end = labels.starts[row]! + labels.lengths[row]!;
    for (let at = labels.starts[row]!; at < end; at++) {
      const rank = ranks.get(labels.data[at]!);
      if (rank !== undefined) return rank;
    }
    return Number.NaN;
  });
}
