import { type Filter, filterKey } from '#src/domain/filter';
import { existenceMarks, fieldPath, KEYS } from './keys.ts';
import type { QdrantCondition, QdrantFilter } from './options.ts';

/** Conditions beside the filters of a search. */
export interface MoreConditions {
  readonly must?: readonly QdrantCondition[];
  readonly mustNot?: readonly QdrantCondition[];
}

/** All filters and conditions as one; undefined when everything passes. */
export function qdrantFilter(filters: readonly Filter[], more: MoreConditions = {}): QdrantFilter | undefined {
  const must = [...(more.must ?? []), ...filters.filter(({ negated }) => !negated).map(condition)];
  const mustNot = [...(more.mustNot ?? []), ...filters.filter(({ negated }) => negated).map(condition)];
  if (must.length === 0 && mustNot.length === 0) return undefined;
  return { ...(must.length > 0 && { must }), ...(mustNot.length > 0 && { must_not: mustNot.map(wrapped) }) };
}

/**
 * A condition that means the same and is not equal to it: of equal ones in `must` and in `must_not` the server forgets
 * the second when it has searched by the first (1.18.3), and finds items where nothing can be.
 */
function wrapped(one: QdrantCondition): QdrantCondition {
  return { must: [one] };
}

/** The filter as a part of a request. */
export function filterPart(filter: QdrantFilter | undefined): { readonly filter?: QdrantFilter } {
  return filter ? { filter } : {};
}

/** Fields whose numbers the filters compare. */
export function rangedFields(filters: readonly Filter[]): string[] {
  return [...new Set(filters.filter(({ kind }) => kind === 'range').map(({ field }) => field))];
}

export function hasAnyOf(key: string, values: readonly string[]): QdrantCondition {
  return { key, match: { any: [...values] } };
}

export function isMissing(key: string): QdrantCondition {
  return { is_empty: { key } };
}

/** The filter's condition as if it were not negated. */
function condition(filter: Filter): QdrantCondition {
  if (filter.kind === 'exists') return hasAnyOf(KEYS.fields, existenceMarks(filter.field));
  if (filter.kind === 'any') {
    return hasAnyOf(
      KEYS.labels,
      filter.values.map((value) => filterKey(filter.field, value)),
    );
  }
  const { from, to } = filter;
  const key = fieldPath('numbers', filter.field);
  if (from === undefined && to === undefined) return { must_not: [isMissing(key)] };
  return { key, range: { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lte: to }) } };
}
