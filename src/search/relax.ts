import type { Filter } from '#src/domain/filter';
import type { QueryPlan } from '#src/domain/query';
import type { Condition } from '#src/domain/understood';

/**
 * The plan with the filters that values in the text gave (a brand, a size) as preferences, and a notice that says so;
 * undefined when there are none. Prices, limits and exclusions stay: who says "under 50" does not want 60.
 */
export function withoutNamedFilters(plan: QueryPlan): QueryPlan | undefined {
  const { filters = [], preferences = [], understood } = plan;
  const named = filters.filter(isNamed);
  if (named.length === 0) return undefined;
  const softened = understood.filters.filter(isNamedCondition);
  return {
    ...plan,
    filters: filters.filter((filter) => !isNamed(filter)),
    preferences: [...preferences, ...named.map((filter) => ({ any: [filter] }))],
    notices: [
      ...plan.notices,
      ...softened.map(({ text, field }) => `"${text}" as ${field} left too few results: it only makes items likelier`),
    ],
    understood: {
      ...understood,
      filters: understood.filters.filter((condition) => !isNamedCondition(condition)),
      preferences: [...understood.preferences, ...softened],
      recognised: (understood.recognised ?? []).map((one) =>
        softened.some(({ span }) => one.kind === 'filter' && span?.[0] === one.span[0] && span[1] === one.span[1])
          ? { ...one, kind: 'preference' }
          : one,
      ),
    },
  };
}

function isNamed(filter: Filter): boolean {
  return filter.kind === 'any' && !filter.negated && filter.field !== 'currency';
}

function isNamedCondition({ any, field }: Condition): boolean {
  return any !== undefined && field !== 'currency';
}
