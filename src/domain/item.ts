/** A value of an attribute: text, number, boolean or a list of texts. */
export type AttributeValue = string | number | boolean | readonly string[];

export const AVAILABILITIES = ['in_stock', 'out_of_stock', 'preorder'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/**
 * What a catalog holds: a product, a book, a video, a group. As received, after validation.
 * `id` is opaque and never parsed as a number: `0`, `007` and `a/b c` are ids.
 */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly description?: string;
  readonly brand?: string;
  readonly seller?: string;
  /** Path from the broadest to the narrowest, e.g. `['Shoes', 'Boots']`. */
  readonly category?: readonly string[];
  readonly price?: number;
  /** ISO 4217. */
  readonly currency?: string;
  /** Paths or addresses; all are searchable, the item is once in the results. */
  readonly images?: readonly string[];
  readonly url?: string;
  readonly availability?: Availability;
  readonly stock?: number;
  readonly rating?: number;
  readonly sku?: string;
  readonly gtin?: readonly string[];
  readonly mpn?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** Variants of one product share it. */
  readonly groupId?: string;
  /** Every other column or key of the source, under its own name. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** What was made up for what the shop left out. It never takes the place of what the shop gave. */
  readonly generated?: Generated;
}

/** What a language model, or a file made by one, says of an item beyond its feed. */
export interface Generated {
  /** Values of fields that the item lacks. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Words that shoppers type for it and its text does not hold. */
  readonly synonyms: readonly string[];
  /** What its picture shows, in a sentence; empty where nothing was said. */
  readonly altText: string;
  /** Who said so: prompt, its version and model, or `imported`. */
  readonly by: string;
}

/** The generated values of fields that the item does not have itself. */
export function generatedAttributes({ attributes, generated }: Item): [field: string, value: string][] {
  return Object.entries(generated?.attributes ?? {}).filter(([field]) => attributes[field] === undefined);
}

export const DEFAULT_KIND = 'product';
export const CATEGORY_SEPARATOR = ' > ';

/** Names that an attribute can never have, because the item has them itself. */
export const ITEM_FIELDS = [
  'id',
  'title',
  'kind',
  'description',
  'brand',
  'seller',
  'category',
  'price',
  'currency',
  'images',
  'url',
  'availability',
  'stock',
  'rating',
  'sku',
  'gtin',
  'mpn',
  'createdAt',
  'groupId',
] as const;
export type ItemField = (typeof ITEM_FIELDS)[number];

/** What holds items, by their id: of repeated ids the last, at its place. */
export function lastById<Holder extends { readonly item: Item }>(holders: readonly Holder[]): Map<string, Holder> {
  const last = new Map<string, Holder>();
  for (const holder of holders) {
    last.delete(holder.item.id);
    last.set(holder.item.id, holder);
  }
  return last;
}

/** The item as JSON shows it: attributes beside the fields, under their own names. */
export function flattenItem(item: Item): Record<string, unknown> {
  const { attributes, ...fields } = item;
  return { ...attributes, ...fields };
}
