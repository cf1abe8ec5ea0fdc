import { z } from 'zod';
import { type Arranging, type Cap, parseCap } from '#src/domain/arranging';
import { foldValue } from '#src/domain/field-value';
import type { Filter } from '#src/domain/filter';
import { type FilterObject, filterFromObject, parseFilter } from '#src/domain/filter-syntax';
import type { SearchRequest, Sort } from '#src/domain/query';
import { VitrineError } from '#src/errors';
import { parseWeights } from '#src/ranking/parse-weights';
import { parameterError } from './parameter-error.ts';
import { listArranging, listParameters, SearchParameters } from './request-schema.ts';

/**
 * A search from loose input: the parameters of a query string (texts, repeated ones as lists), a JSON body, or flags.
 * Keys that are undefined or null are not given. Throws `invalid_request` or `invalid_filter`, naming parameter and value.
 */
export function parseSearchRequest(input: Readonly<Record<string, unknown>>): SearchRequest {
  const parsed = parseParameters(SearchParameters, input);
  const {
    text,
    q,
    image,
    filter,
    refine,
    sort,
    facets,
    user,
    session,
    queryId,
    rewrite,
    rewriteDeadlineMs,
    owned,
    diversity,
    cap,
    popularityDiscount,
    weight,
    ...rest
  } = parsed;
  const words = (text ?? q ?? '').trim();
  const order = sort === undefined ? undefined : parseSort(sort);
  const arranging = parseArranging({ diversity, cap, popularityDiscount });
  return {
    ...rest,
    ...(words !== '' && { text: words }),
    ...(image !== undefined && image !== '' && { image: typeof image === 'string' ? decodeDataUrl(image) : image }),
    ...(user !== undefined && user !== '' && { user }),
    ...(session !== undefined && session !== '' && { session }),
    ...(queryId !== undefined && queryId !== '' && { queryId }),
    ...(order && { sort: order }),
    ...(arranging && { arranging }),
    ...(weight !== undefined && { weights: parseWeights(weight) }),
    ...(rewrite !== undefined && { rewrite }),
    ...(owned !== undefined && { owned }),
    ...(rewriteDeadlineMs !== undefined && { rewriteDeadlineMs }),
    filter: parseFilters(filter),
    refine: parseFilters(refine),
    facets: parseFacets(facets),
  };
}

/** What a list may be asked with. */
export const ListParameters = z.strictObject({ ...listParameters, ...listArranging });

export interface ListRequest {
  readonly filter: readonly Filter[];
  readonly limit: number;
  readonly explain: boolean;
  /** Of the variants of a product only the best. */
  readonly group: boolean;
  /** What is left out is as the catalog is configured. */
  readonly arranging?: Partial<Arranging>;
}

/** The parameters of a recommendation list, from the same loose input. */
export function parseListRequest(input: Readonly<Record<string, unknown>>): ListRequest {
  return withParsed(parseParameters(ListParameters, input));
}

/** The parameters of a list with what is written in them read. */
export function withParsed<Parameters extends ArrangingInput & { readonly filter: readonly (string | FilterObject)[] }>(
  parameters: Parameters,
) {
  const { filter, diversity, cap, popularityDiscount, ...rest } = parameters;
  const arranging = parseArranging({ diversity, cap, popularityDiscount });
  return { ...rest, filter: parseFilters(filter), ...(arranging && { arranging }) };
}

/** The input as the schema has it, or `invalid_request` with every fault. */
export function parseParameters<Schema extends z.ZodType>(
  schema: Schema,
  input: Readonly<Record<string, unknown>>,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));
  const result = schema.safeParse(given);
  if (!result.success) throw parameterError(result.error, given, schema);
  return result.data;
}

function parseFilters(filters: readonly (string | FilterObject)[]): Filter[] {
  return filters.map((filter) => (typeof filter === 'string' ? parseFilter(filter) : filterFromObject(filter)));
}

interface ArrangingInput {
  readonly diversity?: number | undefined;
  readonly cap?: readonly (string | Cap)[] | undefined;
  readonly popularityDiscount?: number | undefined;
}

/** What is asked of the arrangement; undefined where nothing is. */
function parseArranging({ diversity, cap, popularityDiscount }: ArrangingInput): Partial<Arranging> | undefined {
  const asked = {
    ...(diversity !== undefined && { diversity }),
    ...(cap && {
      caps: cap.filter((one) => one !== 'none').map((one) => (typeof one === 'string' ? parseCap(one) : one)),
    }),
    ...(popularityDiscount !== undefined && { popularityDiscount }),
  };
  return Object.keys(asked).length > 0 ? asked : undefined;
}

/** `price:asc`; a field alone rises. The direction is what follows the last colon. */
function parseSort(sort: string | Sort): Sort | undefined {
  if (typeof sort !== 'string') return sort;
  if (sort.trim() === '') return undefined;
  const [, field = '', direction] = /^(.*?)(?::(asc|desc))?$/su.exec(sort.trim()) ?? [];
  const known = direction === 'asc' || direction === 'desc';
  if (field === '' || (!known && field.includes(':'))) {
    throw new VitrineError('invalid_request', `sort must be a field with a direction, e.g. price:asc, not "${sort}".`);
  }
  return { field, direction: known ? direction : 'asc' };
}

function parseFacets(facets: readonly string[] | undefined): readonly string[] | 'default' {
  if (facets === undefined) return 'default';
  const names = facets.flatMap((list) => list.split(',')).map((field) => field.trim());
  const fields = [...new Set(names.filter((field) => field !== '' && foldValue(field) !== 'none'))];
  return fields.length === 1 && fields[0] === 'default' ? 'default' : fields;
}

const DATA_URL = /^data:(?:[\w.+-]+\/[\w.+-]+)?(?:;[\w-]+=[\w-]+)*;base64,(?<bytes>[A-Za-z0-9+/_=\s-]+)$/iu;
function decodeDataUrl(image: string): Uint8Array {
  const bytes = DATA_URL.exec(image)?.groups?.bytes;
  if (bytes !== undefined) return Buffer.from(bytes, 'base64');
  const shown = image.length > 40 ? `${image.slice(0, 40)}…` : image;
  throw new VitrineError(
    'invalid_request',
    `image must be a picture as a data URL (data:image/jpeg;base64,…) or at a web address (https://…), not "${shown}".`,
  );
}
