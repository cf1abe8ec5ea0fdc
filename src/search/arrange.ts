import type { Facet } from '#src/domain/facet';
import { type Countable, countFacet } from '#src/domain/facet-count';
import { foldValue, numberOf } from '#src/domain/field-value';
import { type Filter, foldFilterValue } from '#src/domain/filter';
import type { Sort } from '#src/domain/query';
import type { CandidateFeatures, FieldProfile } from '#src/ports/features';

export interface ArrangeOptions {
  readonly refine: readonly Filter[];
  /** By numbers where the field's profile says that it has numbers, else by texts. */
  readonly sort?: Sort & { readonly type: FieldProfile['type'] };
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
    return rows.filter((row) => masks.every((mask) => mask[row] === 1));
  };
  const groups = options.group ? groupsOf(features) : undefined;
  const passed = rowsWithout(undefined);
  const arranged = groups ? bestOfGroups(passed, groups) : passed;
  const refinedFields = new Set(passes.map(({ field }) => field));
  const facets = options.facets.flatMap(
    ({ field, type }) =>
      countFacet(
        field,
        type,
        ...facetRows(refinedFields.has(field) ? rowsWithout(field) : passed, field, type, features, groups),
      ) ?? [],
  );
  return { rows: options.sort ? sortRows(arranged, features, options.sort) : arranged, facets };
}

/** 1 for every candidate that the filter lets through. */
export function passMask(filter: Filter, features: CandidateFeatures): Uint8Array {
  const mask = new Uint8Array(features.ids.length);
  const matches = labelMatcher(filter, features);
  for (let row = 0; row < mask.length; row++) mask[row] = matches(row) !== filter.negated ? 1 : 0;
  return mask;
}

function labelMatcher(filter: Filter, features: CandidateFeatures): (row: number) => boolean {
  const { dictionary, offsets, codes } = features.labels(filter.field);
  if (filter.kind === 'exists') return (row) => offsets[row + 1]! > offsets[row]!;
  const accepted = dictionary.map(valueMatcher(filter));
  return (row) => {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) if (accepted[codes[at]!]) return true;
    return false;
  };
}

function valueMatcher(filter: Exclude<Filter, { kind: 'exists' }>): (value: string) => boolean {
  if (filter.kind === 'any') {
    const wanted = new Set(filter.values.map((value) => foldFilterValue(filter.field, value)));
    return (value) => wanted.has(foldValue(value));
  }
  const { from = -Infinity, to = Infinity } = filter;
  return (value) => {
    const number = numberOf(filter.field, value);
    return number >= from && number <= to;
  };
}

/** By row, a number that variants of one product share; rows without a group have one of their own. */
function groupsOf(features: CandidateFeatures): Uint32Array {
  const { dictionary, offsets, codes } = features.labels('groupId');
  return Uint32Array.from(features.ids, (_, row) =>
    offsets[row] === offsets[row + 1] ? dictionary.length + row : codes[offsets[row]!]!,
  );
}

/** The first row of each group. */
function bestOfGroups(rows: readonly number[], groups: Uint32Array): number[] {
  const seen = new Set<number>();
  return rows.filter((row) => !seen.has(groups[row]!) && seen.add(groups[row]!));
}

/**
 * What a facet is counted over. With groups a value counts the groups that a click on it would show: of each group's rows
 * with the value only the first.
 */
function facetRows(
  rows: readonly number[],
  field: string,
  type: 'text' | 'number',
  features: CandidateFeatures,
  groups: Uint32Array | undefined,
): [readonly number[], Countable] {
  if (!groups) return [rows, features];
  if (type === 'number') return [bestOfGroups(rows, groups), features];
  const { dictionary, offsets, codes } = features.labels(field);
  const seen = new Set<number>();
  const kept: number[] = [];
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      const key = groups[row]! * dictionary.length + codes[at]!;
      if (!seen.has(key) && seen.add(key)) kept.push(codes[at]!);
    }
    starts[index + 1] = kept.length;
  });
  const labels = { dictionary, offsets: starts, codes: Uint32Array.from(kept) };
  return [[...rows.keys()], { labels: () => labels, numbers: features.numbers }];
}

/** By the first value of the field; missing values last in either direction; the ranked order breaks ties. */
function sortRows(
  rows: readonly number[],
  features: CandidateFeatures,
  { field, direction, type }: NonNullable<ArrangeOptions['sort']>,
): number[] {
  const sign = direction === 'asc' ? 1 : -1;
  const numbers = features.numbers(field);
  const { dictionary, offsets, codes } = features.labels(field);
  const keys = dictionary.map(foldValue);
  const text = (row: number) => (offsets[row] === offsets[row + 1] ? undefined : keys[codes[offsets[row]!]!]!);
  const byNumber = type === 'number';
  const missing = (row: number) => (byNumber ? Number.isNaN(numbers[row]) : text(row) === undefined);
  const compare = (a: number, b: number) =>
    byNumber ? numbers[a]! - numbers[b]! : text(a)! < text(b)! ? -1 : text(a)! > text(b)! ? 1 : 0;
  const present = rows.filter((row) => !missing(row)).sort((a, b) => sign * compare(a, b));
  return [...present, ...rows.filter(missing)];
}
