import { z } from 'zod';

/**
 * What a search may be asked with, as it arrives: values of a query string are all texts, repeated ones lists.
 * Validates, describes itself for OpenAPI, and gives the defaults. A `message` continues "<parameter> …".
 */
const LONGEST_TEXT = 100_000;
const LONGEST_ID = 512;
const MOST_FILTERS = 100;
const LARGEST_LIMIT = 1_000;
const DEFAULT_LIMIT = 10;

const filterError =
  'must be one or several filters: expressions such as "brand:acme", or objects {field, any|not|from|to|exists}';
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const FilterObjectSchema = z
  .strictObject(
    {
      field: z.string(),
      any: z.union([scalar, z.array(scalar)]).optional(),
      not: z.union([scalar, z.array(scalar)]).optional(),
      from: z.union([z.number(), z.string()]).optional(),
      to: z.union([z.number(), z.string()]).optional(),
      exists: z.boolean().optional(),
    },
    { error: filterError },
  )
  .meta({ description: 'One of any, not, from and/or to, exists.' });

const filter = z.union([z.string(), FilterObjectSchema], { error: filterError });
const filters = (description: string) =>
  z
    .preprocess(
      asList,
      z
        .array(filter, { error: filterError })
        .max(MOST_FILTERS, { error: `must be at most ${MOST_FILTERS} filters` })
        .default([]),
    )
    .meta({ description });

/** A whole number, also written as text. */
export function wholeNumber(min: number, max: number, standard: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  const number = z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
  return z.preprocess(asNumber, number.default(standard));
}

function optionalWholeNumber(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  const number = z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
  return z.preprocess(asNumber, number.optional());
}

function share(description: string) {
  const error = 'must be a number from 0 to 1';
  const number = z.number({ error }).min(0, { error }).max(1, { error });
  return z.preprocess(asNumber, number.optional()).meta({ description });
}

/** `on` and `off`, also `true`, `1`, `false`, `0`. */
function onOff(standard: boolean) {
  return z.preprocess(asBoolean, z.boolean({ error: 'must be on or off' }).default(standard));
}

/** A short text that names something; a number is taken as its text. */
export function name(description: string) {
  const error = `must be a text of at most ${LONGEST_ID} characters`;
  const text = z.string({ error }).max(LONGEST_ID, { error });
  return z
    .preprocess((value) => (typeof value === 'number' ? String(value) : value), text.optional())
    .meta({ description });
}

const textError = `must be one text of at most ${LONGEST_TEXT} characters`;
const words = z.string({ error: textError }).max(LONGEST_TEXT, { error: textError }).optional();
const choice = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values, { error: `must be ${values.join(' or ')}` });

export const listParameters = {
  filter: filters('Scope: expressions such as `brand:acme`, `price:10..50`, `-color:red`; all must hold.'),
  limit: wholeNumber(0, LARGEST_LIMIT, DEFAULT_LIMIT).meta({ description: 'Hits on a page.' }),
  explain: onOff(false).meta({ description: 'Whether hits say why they stand where they stand.' }),
};

const capError = 'must be none, or FIELD:MOST/PLACES such as brand:2/10, or objects {field, most, first}';
const place = z.int({ error: capError }).min(1, { error: capError }).max(1_000, { error: capError });
const cap = z.union(
  [z.string(), z.strictObject({ field: z.string(), most: place, first: place }, { error: capError })],
  { error: capError },
);
/** How a list may be arranged; what is not given is as the catalog is configured. */
const arrangingParameters = {
  diversity: share('How much likeness to the hits before counts against a hit, 0 (not at all) to 1.'),
  cap: z
    .preprocess(asList, z.array(cap, { error: capError }).max(10, { error: 'must be at most 10 caps' }).optional())
    .meta({ description: '`brand:2/10`: at most two of a brand on the first ten places; `none`.' }),
  popularityDiscount: share('The part of its score that the most popular item loses, 0 (none) to 1.'),
};

/** The same of a recommendation list. */
export const listArranging = {
  ...arrangingParameters,
  group: onOff(false).meta({ description: 'Whether only the best variant of a product (groupId) is listed.' }),
};

const weightError = 'must be SIGNAL:NUMBER such as freshness:0.2, repeated or by commas, or {"freshness": 0.2}';
/** Weights as written, without a word on what they are for. */
export const writtenWeights = z
  .union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())], { error: weightError })
  .optional();
const sortError = 'must be a field with a direction, e.g. price:asc';
export const SearchParameters = z.strictObject({
  text: words.meta({ description: 'What the shopper typed; empty browses the catalog.' }),
  q: words.meta({ description: 'The same as `text`.' }),
  image: z
    .union([z.string(), z.instanceof(Uint8Array)], { error: 'must be a picture as a data URL' })
    .optional()
    .meta({ description: 'A picture as a data URL (base64), or its public web address.', type: 'string' }),
  user: name('The shopper, by the id the shop knows them by.'),
  session: name('The visit, for shoppers who are not known.'),
  ...listParameters,
  refine: filters('Clicks on facets: applied to the candidates; each facet ignores its own.'),
  sort: z
    .union([z.string(), z.strictObject({ field: z.string(), direction: z.enum(['asc', 'desc']) })], {
      error: sortError,
    })
    .optional()
    .meta({ description: '`field:asc` or `field:desc`; without it, by relevance.' }),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0).meta({ description: 'Hits to skip.' }),
  queryId: name('The `queryId` of an earlier answer: pages replay the same list.'),
  facets: z
    .preprocess(asList, z.array(z.string(), { error: 'must be field names, or none' }).optional())
    .meta({ description: 'Fields to count, separated by commas; `none`; without it, the best covered ones.' }),
  group: onOff(false).meta({ description: 'Whether only the best variant of a product (groupId) is shown.' }),
  rewrite: choice(['off', 'cache', 'on']).optional().meta({
    description: 'The help of a language model; `on` where one is configured, else `cache`: answers that are there.',
  }),
  rewriteDeadlineMs: optionalWholeNumber(1, 60_000).meta({
    description: 'How long an answer of the language model is waited for, in milliseconds.',
  }),
  personalise: onOff(true).meta({
    description: 'Whether what the shopper (`user`, `session`) did before counts.',
  }),
  owned: choice(['boost', 'neutral']).optional().meta({
    description: 'Whether what a shopper bought lately is lifted; by default where shoppers of the catalog buy again.',
  }),
  understand: onOff(true).meta({
    description:
      'Whether prices, values, negations and wishes for an order in the text are acted upon; off takes it as words.',
  }),
  ignore: z
    .preprocess(asList, z.array(z.string(), { error: 'must be pieces of the text' }).max(MOST_FILTERS).default([]))
    .meta({
      description: 'Pieces of the text, as in `query.recognised`, that are words to search by and nothing else.',
    }),
  ...arrangingParameters,
  weight: writtenWeights.meta({
    description: 'Weights of signals instead of the configured ones: `freshness:0.2`, `words.lexical:1`.',
  }),
  cutoff: onOff(true).meta({ description: 'Whether weak candidates are left out.' }),
});

function asList(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? value : [value];
}

function asNumber(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

const ON_OFF = new Map<unknown, boolean>([
  ['on', true],
  ['true', true],
  ['1', true],
  [1, true],
  ['off', false],
  ['false', false],
  ['0', false],
  [0, false],
]);
function asBoolean(value: unknown): unknown {
  return ON_OFF.get(value) ?? value;
}
