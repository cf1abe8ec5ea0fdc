import { z } from 'zod';
import { ERRORS } from '#src/errors';
import { RecommendParameters, SimilarParameters } from '#src/search/list-request';
import { ListParameters } from '#src/search/request';
import { name, SearchParameters, wholeNumber } from '#src/search/request-schema';

/** Shapes that only HTTP has: requests are validated by them, answers described. */
const catalog = name('The catalog; the server has a default.');
export const CatalogQuery = z.strictObject({ catalog });
export const SearchQuery = SearchParameters.extend({ catalog }).meta({ id: 'Search' });
export const ListQuery = ListParameters.extend({ catalog });
export const SimilarQuery = SimilarParameters.extend({ catalog });
export const VisitorQuery = RecommendParameters.extend({ catalog });
export const RecommendQuery = RecommendParameters.omit({ user: true }).extend({ catalog });
export const PictureQuery = z.strictObject({
  catalog,
  width: wholeNumber(0, 2048, 0).meta({
    description: 'Shrinks to so many pixels, as WebP; 0 gives the picture as it is.',
  }),
});

/** Parts of a path are texts, whatever they look like. */
export const ItemPath = z.object({ id: z.string().meta({ description: 'Percent-encoded: `a/b` is `a%2Fb`.' }) });
export const UserPath = z.object({ id: z.string().meta({ description: 'The shopper, percent-encoded.' }) });
const pictureNumber = 'must be the place of a picture, from 0';
export const PicturePath = ItemPath.extend({
  number: z
    .string()
    .regex(/^\d{1,5}$/u, { error: pictureNumber })
    .meta({ description: 'Place in `images`, from 0.', type: 'integer' }),
});

const itemError = 'must be an object with the fields of an item: {"id": …, "title": …}';
export const ItemBody = z
  .looseObject({}, { error: itemError })
  .meta({ id: 'ItemRow', description: 'id, title, description, brand, category, price, images … and any attribute.' });
const batchError = 'must be a list of items, or {"items": […], "delete": [ids]}';
const batchParts = { items: z.array(ItemBody).default([]), delete: z.array(z.string()).default([]) };
export const BatchBody = z
  .union([z.array(ItemBody), z.strictObject(batchParts, { error: batchError })], { error: batchError })
  .meta({ id: 'Batch' });

const count = z.int().min(0);
const Faults = z.array(z.object({ reason: z.string(), count, examples: z.array(z.string()) }));
export const ReportAnswer = z
  .object({
    read: count,
    indexed: count,
    unchanged: count,
    deleted: count,
    duplicates: count,
    skipped: Faults,
    incomplete: Faults,
    notices: z.array(z.string()),
    seconds: z.number(),
    itemsPerSecond: z.number(),
  })
  .loose()
  .meta({ id: 'Report' });

export const ItemAnswer = z.looseObject({ id: z.string(), title: z.string(), kind: z.string() }).meta({ id: 'Item' });
const Reason = z
  .object({ signal: z.string(), raw: z.number(), value: z.number(), weight: z.number(), contribution: z.number() })
  .meta({ id: 'Reason', description: 'The contributions of a hit add up to its score.' });
const Hit = z
  .object({
    id: z.string(),
    score: z.number(),
    item: ItemAnswer,
    highlights: z.record(z.string(), z.string()),
    why: z.array(Reason).optional(),
    legs: z.array(z.string()).optional().meta({ description: 'The legs of the search that found it; with explain.' }),
    generated: z
      .array(z.string())
      .optional()
      .meta({ description: 'Generated words of the item that alone hold a word of the search; with explain.' }),
    moved: z
      .object({ from: z.int().min(1), by: z.array(z.enum(['diversity', 'cap'])) })
      .optional()
      .meta({ description: 'The place by score of a hit that stands elsewhere, and what moved it; with explain.' }),
  })
  .meta({ id: 'Hit' });
const bin = z.object({ from: z.number(), to: z.number(), count });
const Facet = z
  .union([
    z.object({ field: z.string(), values: z.array(z.object({ value: z.string(), count })) }),
    z.object({ field: z.string(), min: z.number(), max: z.number(), histogram: z.array(bin) }),
  ])
  .meta({ id: 'Facet' });
const span = z
  .tuple([count, count])
  .meta({ description: 'Start and end in `text`, in UTF-16 units; the end is not included.' });
const Condition = z
  .looseObject({
    field: z.string(),
    any: z.array(z.string()).optional(),
    not: z.array(z.string()).optional(),
    from: z.number().optional(),
    to: z.number().optional(),
    towards: z.enum(['low', 'high']).optional(),
    text: z.string().optional(),
    span: span.optional(),
  })
  .meta({ id: 'Condition', description: 'What a piece of the text asks of an item, or prefers.' });
const Recognised = z
  .object({
    kind: z.enum(['filter', 'preference', 'exclusion', 'sort', 'correction']),
    text: z.string(),
    span,
    as: z.string(),
  })
  .meta({ id: 'Recognised', description: 'A piece of the text that was taken for more than words to search by.' });
const Understood = z
  .looseObject({
    text: z.string(),
    corrected: z.string().nullable(),
    expansions: z.array(z.string()),
    filters: z.array(Condition),
    preferences: z.array(Condition),
    excluded: z.array(z.string()),
    sort: z.object({ field: z.string(), direction: z.enum(['asc', 'desc']) }).nullable(),
    language: z.string().nullable(),
    source: z.enum(['parser', 'llm', 'cache']),
    recognised: z.array(Recognised).optional(),
  })
  .meta({ id: 'UnderstoodQuery' });
const ms = z.number().min(0).meta({ description: 'Milliseconds.' });

export const SearchAnswer = z
  .object({
    queryId: z.string(),
    query: Understood,
    total: z.object({ value: count, relation: z.enum(['eq', 'gte']) }),
    hits: z.array(Hit),
    facets: z.array(Facet),
    notices: z.array(z.string()),
    took: z.object({ total: ms, understand: ms, embed: ms, retrieve: ms, score: ms }),
  })
  .meta({ id: 'SearchPage' });
const ListHit = Hit.extend({
  reason: z.looseObject({ kind: z.string(), text: z.string() }).optional(),
}).meta({ id: 'ListHit' });
export const ListAnswer = z
  .object({
    hits: z.array(ListHit),
    about: z
      .object({ id: z.string(), title: z.string() })
      .optional()
      .meta({ description: 'The item that the list is about: seen last, or named.' }),
    notices: z.array(z.string()),
    took: z.object({ total: ms }),
  })
  .meta({ id: 'ItemList' });
export const CatalogsAnswer = z.object({ default: z.string(), catalogs: z.array(z.string()) }).meta({ id: 'Catalogs' });
export const StatusAnswer = z.object({ status: z.literal('ok') });
export const ProblemAnswer = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(ERRORS) as [string, ...string[]]),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });
