import type { TextField } from '#src/domain/document';
import type { Filter } from '#src/domain/filter';
import type { Adjustment, AdjustmentCondition, QueryPlan } from '#src/domain/query';
import type { Analyser } from '#src/text/analyser';
import type { Answer, AnswerFilter } from './answer.ts';

/** A field of the catalog as filters need to know it. */
export interface KnownField {
  readonly field: string;
  readonly type: 'text' | 'number';
}

export interface AdjustContext {
  readonly analyser: Analyser;
  readonly fields: readonly KnownField[];
}

/**
 * How much what a model says of types and values multiplies a score. As filters they lost .13 of nDCG@10, because feeds
 * leave values out and models guess. On the development half of `chorus` the kinds that are not meant gain most (.018 by
 * themselves), and 1.3 for wanted kinds made more queries worse than 1.2.
 */
const FACTORS = { productType: 1.2, value: 1.2, otherType: 0.75 } as const;

/** Where an item says what it is, and where a word is enough to say that it is something else. */
const TYPE_FIELDS: readonly TextField[] = ['title', 'category', 'attributes'];
const OTHER_TYPE_FIELDS: readonly TextField[] = ['title', 'category'];

/** The multipliers that an answer gives; what the catalog does not have is dropped. */
export function adjustmentsOf(answer: Answer, plan: QueryPlan, { analyser, fields }: AdjustContext): Adjustment[] {
  const tokens = (phrase: string) => [...new Set(analyser.tokens(phrase))];
  const holding = (phrases: readonly string[], inFields: readonly TextField[]): AdjustmentCondition[] =>
    phrases.map((phrase) => ({ tokens: tokens(phrase), fields: inFields })).filter((one) => one.tokens.length > 0);
  // "gaming mouse" is no other type than a "gaming mouse pad", whose titles all hold it.
  const asked = [analyser.tokens(plan.embedText), ...answer.product_types.map(tokens)];
  const others = [...answer.exclude_types, ...answer.negations].filter(
    (phrase) => !asked.some((words) => tokens(phrase).every((token) => words.includes(token))),
  );
  const values = [...knownFilters(answer.filters, fields), ...priceFilter(answer, plan)].map((filter) => ({ filter }));
  const adjustments: Adjustment[] = [
    { name: 'product-type', factor: FACTORS.productType, when: holding(answer.product_types, TYPE_FIELDS) },
    { name: 'likely-value', factor: FACTORS.value, when: values },
    { name: 'other-type', factor: FACTORS.otherType, when: holding(others, OTHER_TYPE_FIELDS) },
  ];
  return adjustments.filter(({ when }) => when.length > 0);
}

/** What models and feeds call the fields that every catalog has. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  supplier: 'brand',
  manufacturer: 'brand',
  vendor: 'brand',
  make: 'brand',
};

/** The filters on fields that the catalog has, in our form; the others are dropped. */
export function knownFilters(filters: readonly AnswerFilter[], fields: readonly KnownField[]): Filter[] {
  const known = new Map(fields.map((field) => [field.field, field]));
  return filters.flatMap(({ field: named, op, value }): Filter[] => {
    const found = known.get(named) ?? known.get(OTHER_NAMES[named.toLowerCase()] ?? named);
    if (!found) return [];
    const { field, type } = found;
    const values = [value].flat();
    if (op !== 'gte' && op !== 'lte') {
      const texts = values.map(String).filter((text) => text.trim() !== '');
      return texts.length > 0 ? [{ field, negated: false, kind: 'any', values: texts }] : [];
    }
    const number = values.length === 1 && String(values[0]).trim() !== '' ? Number(values[0]) : Number.NaN;
    if (type !== 'number' || !Number.isFinite(number)) return [];
    return [{ field, negated: false, kind: 'range', ...(op === 'gte' ? { from: number } : { to: number }) }];
  });
}

/** A price that the words do not name themselves: "cheap", "for a student". */
function priceFilter({ price }: Answer, plan: QueryPlan): Filter[] {
  const from = price?.min ?? undefined;
  const to = price?.max ?? undefined;
  const isSaid = plan.filters?.some(({ field }) => field === 'price');
  if (isSaid || (from === undefined && to === undefined) || (from ?? 0) > (to ?? Infinity)) return [];
  return [
    {
      field: 'price',
      negated: false,
      kind: 'range',
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    },
  ];
}
