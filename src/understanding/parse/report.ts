import type { Filter } from '#src/domain/filter';
import { formatFilter } from '#src/domain/filter-syntax';
import type { Sort } from '#src/domain/query';
import type { Condition, Preference, Recognised, Span } from '#src/domain/understood';
import type { Finding } from './finding.ts';
import type { QueryView } from './view.ts';

/** Findings in the forms that a plan needs, and that an answer shows. */
export interface Constraints {
  readonly plan: {
    readonly filters: readonly Filter[];
    readonly preferences: readonly Preference[];
    readonly sort?: Sort;
  };
  /** Words that no item may have. */
  readonly mustNot: readonly string[];
  /** What is not wanted, as typed. */
  readonly excluded: readonly string[];
  readonly filters: readonly Condition[];
  readonly preferences: readonly Condition[];
  readonly recognised: readonly Recognised[];
}

export function constraintsOf(findings: readonly Finding[], view: QueryView): Constraints {
  const typed = (start: number, end: number) => {
    const span = view.span(start, end);
    return { text: view.text.slice(...span), span };
  };
  const filters: Filter[] = [];
  const preferences: Preference[] = [];
  const exclusions: { text: string; byWord: boolean }[] = [];
  const shown: { filters: Condition[]; preferences: Condition[]; recognised: Recognised[] } = {
    filters: [],
    preferences: [],
    recognised: [],
  };
  let sort: Sort | undefined;
  for (const finding of findings) {
    const place = typed(finding.start, finding.end);
    if (finding.kind === 'filter') {
      filters.push(finding.filter);
      shown.filters.push({ ...conditionOf(finding.filter), ...place });
      shown.recognised.push({ kind: 'filter', ...place, as: formatFilter(finding.filter) });
    } else if (finding.kind === 'preference') {
      preferences.push(finding.preference);
      shown.preferences.push(...conditionsOf(finding.preference).map((condition) => ({ ...condition, ...place })));
      shown.recognised.push({ kind: 'preference', ...place, as: wordsFor(finding.preference) });
    } else if (finding.kind === 'exclusion') {
      const word = typed(finding.word.start, finding.word.end);
      filters.push(...finding.filters);
      exclusions.push({ text: word.text.normalize('NFKC'), byWord: finding.byWord });
      shown.filters.push(...finding.filters.map((filter) => ({ ...conditionOf(filter), ...word })));
      shown.recognised.push(exclusion(finding.filters, place, word));
    } else if (finding.kind === 'sort') {
      sort = finding.sort;
      shown.recognised.push({ kind: 'sort', ...place, as: `${sort.field}:${sort.direction}` });
    }
  }
  return {
    plan: { filters, preferences, ...(sort && { sort }) },
    mustNot: exclusions.filter(({ byWord }) => byWord).map(({ text }) => text),
    excluded: exclusions.map(({ text }) => text),
    ...shown,
  };
}

function exclusion(
  filters: readonly Filter[],
  place: { text: string; span: Span },
  word: { text: string },
): Recognised {
  return { kind: 'exclusion', ...place, as: filters[0] ? formatFilter(filters[0]) : `-${word.text}` };
}

function conditionOf(filter: Filter): Condition {
  const { field, negated } = filter;
  if (filter.kind === 'any') return negated ? { field, not: filter.values } : { field, any: filter.values };
  if (filter.kind === 'exists') return { field };
  return {
    field,
    ...(filter.from !== undefined && { from: filter.from }),
    ...(filter.to !== undefined && { to: filter.to }),
  };
}

function conditionsOf(preference: Preference): readonly Condition[] {
  return 'any' in preference ? preference.any.map(conditionOf) : [preference];
}

function wordsFor(preference: Preference): string {
  if ('any' in preference) return preference.any.map(formatFilter).join(' | ');
  return `${preference.field}:${preference.towards}`;
}
