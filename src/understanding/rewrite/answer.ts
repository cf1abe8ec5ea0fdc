import { z } from 'zod';

/** What is kept of an answer at most, so that no answer makes a search slow: entries of lists, characters of texts. */
export const LIMITS = {
  types: 8,
  excludedTypes: 16,
  expansions: 8,
  titles: 3,
  filters: 6,
  filterValues: 12,
  terms: 12,
  phrase: 80,
  title: 240,
  caption: 240,
  query: 400,
} as const;

/** A text in one line, without control characters and lone surrogates, cut to its length. */
const text = (longest: number) =>
  z.string().transform((value) => cut(value.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ').trim(), longest));

/** Texts of which empty ones and repeats are dropped and no more than so many kept. */
const texts = (most: number, longest: number) =>
  z
    .array(text(longest))
    .nullish()
    .transform((values) => [...new Set((values ?? []).filter((value) => value !== ''))].slice(0, most));

const scalar = z.union([text(LIMITS.phrase), z.number(), z.boolean()]);
const Filter = z.object({
  field: text(LIMITS.phrase),
  op: z.enum(['eq', 'in', 'contains', 'gte', 'lte']),
  value: z.union([scalar, z.array(scalar).transform((values) => values.slice(0, LIMITS.filterValues))]),
});
const Price = z.object({ min: z.number().min(0).nullish(), max: z.number().min(0).nullish() });

/**
 * A language model's answer to `understand-query`. Wrong types make an answer invalid; what is too long or too much is
 * cut. Keys that are not asked for are dropped.
 */
export const AnswerSchema = z.object({
  corrected: text(LIMITS.query).nullish().transform(orNull),
  language: text(8).nullish().transform(orNull),
  intent_class: text(40).nullish().transform(orNull),
  product_types: texts(LIMITS.types, LIMITS.phrase),
  exclude_types: texts(LIMITS.excludedTypes, LIMITS.phrase),
  expansions: texts(LIMITS.expansions, LIMITS.phrase),
  must_terms: texts(LIMITS.terms, LIMITS.phrase),
  filters: z
    .array(Filter)
    .nullish()
    .transform((filters) => (filters ?? []).slice(0, LIMITS.filters)),
  negations: texts(LIMITS.terms, LIMITS.phrase),
  price: Price.nullish().transform(orNull),
  sort: text(40).nullish().transform(orNull),
  hypothetical_titles: texts(LIMITS.titles, LIMITS.title),
  visual_caption: text(LIMITS.caption).nullish().transform(orNull),
});

export type Answer = Readonly<z.output<typeof AnswerSchema>>;
export type AnswerFilter = z.output<typeof Filter>;

function orNull<Value>(value: Value | null | undefined): Value | null {
  return value === '' ? null : (value ?? null);
}

/** Not in the middle of a letter that takes two units. */
function cut(value: string, longest: number): string {
  return value
    .slice(0, longest)
    .replace(/\p{Cs}$/u, '')
    .trim();
}
