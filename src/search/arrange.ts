import type { Facet } from '#src/domain/facet';
import { countFacet } from '#src/domain/facet-count';
import { foldValue } from '#src/domain/field-value';
import { type Filter, foldFilterValue } from '#src/domain/filter';
import type { Sort } from '#src/domain/query';
import type { CandidateFeatures } from '#src/ports/features';

export interface ArrangeOptions {
  readonly refine: readonly Filter[];
  readonly sort?: Sort;
  /** Keep the best of each group (variants of one product). */
  readonly group: boolean;
  readonly facets: readonly { readonly field: string; readonly type: 'text' | 'number' }[];
}

export interface Arrangement {
  /** Rows of the candidates in their final order. */
  readonly rows: readonly number[];
  readonly facets: readonly Facet[];
}

/**
 * Refines, groups, sorts and counts. `rows` come in ranked order. A facet is counted over the rows that all refinements
 * but those on its own field let through, so a click on one of its values shows exactly its count.
 */
export function arrange(rows: readonly number[], features: CandidateFeatures, options: ArrangeOptions): Arrangement {
  const passes = options.refine.map((filter) => ({ field: filter.field, mask: passMask(filter, features) }));
  const rowsWithout = (field: string | undefined): readonly number[] => {
    const masks = passes.filter((pass) => pass.field !== field).map(({ mask }) => mask);
    const passed = rows.filter((row) => masks.every((mask) => mask[row] === 1));
    return options.group ? bestOfGroups(passed, features) : passed;
  };
  const refined = rowsWithout(undefined);
  const refinedFields = new Set(passes.map(({ field }) => field));
  const facets = options.facets.flatMap(
    ({ field, type }) =>
      countFacet(field, type, refinedFields.has(field) ? rowsWithout(field) : refined, features) ?? [],
  );
  return { rows: options.sort ? sortRows(refined, features, options.sort) : refined, facets };
}

/** 1 for every candidate that the filter lets through. */
export function passMask(filter: Filter, features: CandidateFeatures): Uint8Array {
  const mask = new Uint8Array(features.ids.length);
  const matches = filter.kind === 'range' ? rangeMatcher(filter, features) : labelMatcher(filter, features);
  for (let row = 0; row < mask.length; row++) mask[row] = matches(row) !== filter.negated ? 1 : 0;
  return mask;
}

function rangeMatcher(
  filter: Extract<Filter, { kind: 'range' }>,
  features: CandidateFeatures,
): (row: number) => boolean {
  const numbers = features.numbers(filter.field);
  const { from = -Infinity, to = Infinity } = filter;
  return (row) => numbers[row]! >= from && numbers[row]! <= to;
}

function labelMatcher(
  filter: Exclude<Filter, { kind: 'range' }>,
  features: CandidateFeatures,
): (row: number) => boolean {
  const { dictionary, offsets, codes } = features.labels(filter.field);
  if (filter.kind === 'exists') return (row) => offsets[row + 1]! > offsets[row]!;
  const wanted = new Set(filter.values.map((value) => foldFilterValue(filter.field, value)));
  const accepted = dictionary.map((value) => wanted.has(foldValue(value)));
  return (row) => {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) if (accepted[codes[at]!]) return true;
    return false;
  };
}

/** The first row of each group; rows without a group stay. */
function bestOfGroups(rows: readonly number[], features: CandidateFeatures): number[] {
  const { dictionary, offsets, codes } = features.labels('groupId');
  const seen = new Set<string>();
  return rows.filter((row) => {
    if (offsets[row] === offsets[row + 1]) return true;
    const group = dictionary[codes[offsets[row]!]!]!;
    return !seen.has(group) && seen.add(group);
  });
}

/** By the first value of the field; missing values last in either direction; the ranked order breaks ties. */
function sortRows(rows: readonly number[], features: CandidateFeatures, { field, direction }: Sort): number[] {
  const sign = direction === 'asc' ? 1 : -1;
  const numbers = features.numbers(field);
  const { dictionary, offsets, codes } = features.labels(field);
  const text = (row: number) => (offsets[row] === offsets[row + 1] ? undefined : dictionary[codes[offsets[row]!]!]!);
  const byNumber = rows.some((row) => !Number.isNaN(numbers[row]));
  const missing = (row: number) => (byNumber ? Number.isNaN(numbers[row]) : text(row) === undefined);
  const compare = (a: number, b: number) =>
    byNumber ? numbers[a]! - numbers[b]! : text(a)! < text(b)! ? -1 : text(a)! > text(b)! ? 1 : 0;
  const present = rows.filter((row) => !missing(row)).sort((a, b) => sign * compare(a, b));
  return [...present, ...rows.filter(missing)];
}
