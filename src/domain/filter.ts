import { type FieldValue, fieldKey, foldValue } from './field-value.ts';
import { CATEGORY_SEPARATOR } from './item.ts';

/**
 * One condition on one field; several conditions must all hold. `any` matches one of the values (a category with
 * everything below it), `from` and `to` include their ends, `exists` matches any value.
 * A missing value matches nothing but a negation.
 */
export type Filter =
  | { readonly field: string; readonly negated: boolean; readonly kind: 'any'; readonly values: readonly string[] }
  | {
      readonly field: string;
      readonly negated: boolean;
      readonly kind: 'range';
      readonly from?: number;
      readonly to?: number;
    }
  | { readonly field: string; readonly negated: boolean; readonly kind: 'exists' };

/** The naive meaning of a filter over an item's values; every store's translation must agree with it. */
function matchesFilter(filter: Filter, values: readonly FieldValue[]): boolean {
  const own = values.filter(({ field }) => field === filter.field);
  return own.some((value) => matchesValue(filter, value)) !== filter.negated;
}

export function matchesAll(filters: readonly Filter[], values: readonly FieldValue[]): boolean {
  return filters.every((filter) => matchesFilter(filter, values));
}

function matchesValue(filter: Filter, value: FieldValue): boolean {
  if (filter.kind === 'exists') return true;
  if (filter.kind === 'any')
    return filter.values.some((wanted) => foldFilterValue(filter.field, wanted) === foldValue(value.text));
  const number = value.number;
  return number !== undefined && number >= (filter.from ?? -Infinity) && number <= (filter.to ?? Infinity);
}

/** The token (see `labelKey`) of the values that a value of an `any` filter matches. */
export function filterKey(field: string, text: string): string {
  return `${fieldKey(field)}=${foldFilterValue(field, text)}`;
}

/** `Shoes>Boots` and `shoes > boots` are one category path. */
export function foldFilterValue(field: string, text: string): string {
  const folded = foldValue(text);
  return field === 'category' ? folded.split(/ ?> ?/u).join(CATEGORY_SEPARATOR) : folded;
}
