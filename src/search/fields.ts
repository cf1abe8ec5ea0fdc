import type { SearchRequest } from '#src/domain/query';
import { VitrineError } from '#src/errors';
import type { FieldProfile } from '#src/ports/features';

/** Fields that say nothing to a shopper who wants to narrow a list. */
const NOT_SHOWN = new Set(['groupId', 'currency', 'sku', 'gtin', 'mpn', 'createdAt', 'kind', 'stock']);

/** Fields that every shopper knows how to use, however many values they have. */
const FAMILIAR = new Set(['category', 'brand', 'price']);

/** Facets shown without being asked for, at most. */
const DEFAULT_FACETS = 8;
/** A field with more values than this is no list to choose from, unless it is a number. */
const MOST_VALUES = 60;
/** Numbers of which a larger share are all different, in 0..1, are identifiers and not quantities. */
const MOST_DIFFERENT = 0.5;

export interface FacetField {
  readonly field: string;
  readonly type: 'text' | 'number';
}

/** The fields to count: those asked for, or the catalog's best-covered ones that can be chosen from. */
export function facetFields(asked: readonly string[] | 'default', fields: readonly FieldProfile[]): FacetField[] {
  if (asked === 'default') {
    return fields.filter(isChoosable).slice(0, DEFAULT_FACETS);
  }
  const types = new Map(fields.map(({ field, type }) => [field, type]));
  return asked.map((field) => ({ field, type: types.get(field) ?? 'text' }));
}

/** A field with a few values to choose from, or numbers that say more than which item it is. */
function isChoosable({ field, type, distinct, items }: FieldProfile): boolean {
  if (NOT_SHOWN.has(field) || distinct < 2) return false;
  if (FAMILIAR.has(field)) return true;
  return type === 'number' ? distinct < items * MOST_DIFFERENT : distinct <= MOST_VALUES;
}

/** Fields that every catalog may be asked for, whether or not an item has them yet. */
const ALWAYS_KNOWN = new Set([
  'brand',
  'category',
  'price',
  'availability',
  'seller',
  'rating',
  'stock',
  'kind',
  'createdAt',
  'groupId',
]);

/** What to tell of a wish for an order that the catalog cannot give. */
export function orderNotices({ sort }: SearchRequest, fields: readonly FieldProfile[]): string[] {
  if (!sort || fields.some(({ field }) => field === sort.field)) return [];
  return [`no item has a ${sort.field}: the order is as without sort`];
}

/** Fields of items by which no list is narrowed or ordered, and what serves instead. */
const NEVER_KNOWN: Readonly<Record<string, string>> = {
  id: 'ask for one item by its id: GET /v1/items/ID, or search for the id itself',
  title: 'search for its words, or use another field',
  description: 'search for its words, or use another field',
  images: 'use pictureColour or another field',
  url: 'use another field',
};

/** A filter, refinement, sort, cap or facet on a field that no item has is a mistake worth telling: `unknown_field`. */
export function checkFields(
  request: Pick<SearchRequest, 'filter' | 'refine' | 'sort' | 'facets' | 'arranging'>,
  fields: readonly FieldProfile[],
): void {
  const known = new Set(fields.map(({ field }) => field));
  const asked = [
    ...request.filter.map(({ field }) => field),
    ...request.refine.map(({ field }) => field),
    ...(request.sort ? [request.sort.field] : []),
    ...(request.facets === 'default' ? [] : request.facets),
    ...(request.arranging?.caps ?? []).map(({ field }) => field),
  ];
  for (const field of asked) {
    if (known.has(field) || ALWAYS_KNOWN.has(field)) continue;
    if (Object.hasOwn(NEVER_KNOWN, field)) {
      throw new VitrineError('unknown_field', `No filter, sort or facet goes by "${field}": ${NEVER_KNOWN[field]}.`);
    }
    const some = fields.slice(0, 8).map((profile) => profile.field);
    throw new VitrineError(
      'unknown_field',
      `No item has a field "${field}". Fields are, for example: ${some.join(', ') || 'none yet'}.`,
    );
  }
}
