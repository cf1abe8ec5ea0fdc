import type { Facet, ValueFacet } from '#src/domain/facet';
import { countFacet, countRange, FACET_VALUES } from '#src/domain/facet-count';
import { foldValue } from '#src/domain/field-value';
import type { ValueCount } from '#src/ports/features';
import type { FieldIndexes } from './indexes.ts';
import { fieldPath } from './keys.ts';
import type { QdrantFilter } from './options.ts';
import type { QdrantProfile } from './profile.ts';
import { candidateFeatures } from './read.ts';
import { compareTexts, type ScanParts, scanRows } from './scan.ts';
import { countTexts } from './text-counts.ts';

/** Values as shown that one facet takes from the server; equal ones in several forms are added up. */
const MOST_VALUES = 20_000;

/** One facet over everything that passes, counted by the server; undefined when nothing has the field. */
export async function countServerFacet(
  parts: ScanParts & { readonly indexes: FieldIndexes },
  { field, type }: QdrantProfile,
  filter: QdrantFilter | undefined,
): Promise<Facet | undefined> {
  const map = type === 'number' ? 'firstNumber' : 'values';
  if (!(await parts.indexes.ensureCounts(map, field))) {
    const rows = await scanRows(parts, filter);
    return countFacet(field, type, [...rows.ids.keys()], candidateFeatures(rows, []));
  }
  const { connection, collection } = parts;
  const counts = await countTexts(connection, collection, fieldPath(map, field), { filter, limit: MOST_VALUES });
  return type === 'number' ? rangeFacet(field, counts) : valueFacet(field, counts);
}

/** Values of a field counted by the server; none of a field that there was no room for an index of. */
export async function countServerValues(
  parts: Pick<ScanParts, 'connection' | 'collection'> & { readonly indexes: FieldIndexes },
  field: string,
  limit: number,
): Promise<readonly ValueCount[]> {
  if (!(await parts.indexes.ensureCounts('values', field))) return [];
  const { connection, collection } = parts;
  const counts = await countTexts(connection, collection, fieldPath('values', field), { limit: MOST_VALUES });
  return valueFacet(field, counts, limit)?.values ?? [];
}

/** As `countValues` gives it: equal values as one, shown in their most frequent form. */
export function valueFacet(
  field: string,
  counts: ReadonlyMap<string, number>,
  limit = FACET_VALUES,
): ValueFacet | undefined {
  const merged = new Map<string, { readonly value: string; readonly count: number }>();
  for (const [value, count] of counts) {
    const folded = foldValue(value);
    const before = merged.get(folded);
    merged.set(folded, before ? { value: before.value, count: before.count + count } : { value, count });
  }
  if (merged.size === 0) return undefined;
  const values = [...merged.values()].sort((a, b) => b.count - a.count || compareTexts(a.value, b.value));
  return { field, values: values.slice(0, limit) };
}

function rangeFacet(field: string, counts: ReadonlyMap<string, number>): Facet | undefined {
  const rows = new Uint32Array([...counts.values()].reduce((sum, count) => sum + count, 0));
  let at = 0;
  for (const [place, count] of [...counts.values()].entries()) {
    rows.fill(place, at, at + count);
    at += count;
  }
  return countRange(field, Float64Array.from(counts.keys(), Number), rows);
}
