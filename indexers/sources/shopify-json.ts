import { isObject, splitList } from '../values.ts';
import { isUnreadable, type Rows, type SourceRow, UNPUBLISHED, type UnreadableRow } from './row.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Products as the Admin and Storefront interfaces of Shopify give them (REST with `body_html`, GraphQL with `edges` and
 * `nodes`). Every variant becomes a row of its own; those of one product share a `groupId`.
 */
export async function* readShopifyJson(rows: Rows): Rows {
  for await (const batch of rows) yield batch.flatMap((row) => (isUnreadable(row) ? [row] : variantsOf(row)));
}

function variantsOf({ line, values }: SourceRow): (SourceRow | UnreadableRow)[] {
  // GraphQL wraps each product of a list once more.
  const product = isObject(values.node) ? values.node : values;
  if (product.published_at === null || /^(?:draft|archived)$/iu.test(String(product.status))) {
    return [{ line, reason: UNPUBLISHED, detail: String(product.status ?? '') }];
  }
  const variants = nodesOf(product.variants);
  const own = variants.length > 0 ? variants : [{}];
  return own.map((variant) => ({ line, values: toVariant(variant, product) }));
}

function toVariant(variant: Values, product: Values): Record<string, unknown> {
  const price = firstOf(variant.price, variant.priceV2);
  const money: Values = isObject(price) ? price : { amount: price };
  return {
    ...optionsOf(variant, product),
    id: shortId(firstOf(variant.id, product.id)),
    groupId: shortId(product.id),
    title: product.title,
    description: firstOf(product.descriptionHtml, product.body_html, product.description),
    brand: product.vendor,
    category: firstOf(product.product_type, product.productType),
    tags: typeof product.tags === 'string' ? splitList(product.tags) : product.tags,
    handle: product.handle,
    url: firstOf(product.onlineStoreUrl, product.url),
    price: money.amount,
    currency: money.currencyCode,
    listPrice: firstOf(variant.compare_at_price, variant.compareAtPrice, variant.compareAtPriceV2),
    sku: variant.sku,
    gtin: variant.barcode,
    stock: firstOf(variant.inventory_quantity, variant.inventoryQuantity, variant.quantityAvailable),
    availability: firstOf(variant.available, variant.availableForSale),
    createdAt: firstOf(product.created_at, product.createdAt),
    images: imagesOf(variant, product),
  };
}

/** The variant's own picture first, then those of the product. */
function imagesOf(variant: Values, product: Values): unknown[] {
  const all = nodesOf(product.images).filter((image) => addressOf(image) !== undefined);
  const own =
    all.find(({ id }) => id !== undefined && id === variant.image_id) ?? firstOf(variant.featured_image, variant.image);
  const images = isObject(own) ? [own, ...all] : all;
  return [...new Set(images.map(addressOf))];
}

function addressOf({ src, url, originalSrc }: Values): unknown {
  return firstOf(src, url, originalSrc);
}

function optionsOf(variant: Values, product: Values): Record<string, unknown> {
  const selected = nodesOf(variant.selectedOptions).map(({ name, value }) => [name, value] as const);
  const names = nodesOf(product.options).map(({ name }) => name);
  const numbered = names.map((name, index) => [name, variant[`option${index + 1}`]] as const);
  const options = selected.length > 0 ? selected : numbered;
  return Object.fromEntries(options.filter(([name, value]) => typeof name === 'string' && value !== 'Default Title'));
}

/** The objects of a list, also of one wrapped as GraphQL does: `{edges: [{node}]}`, `{nodes}`. */
function nodesOf(value: unknown): Values[] {
  const list = isObject(value) ? firstOf(value.nodes, value.edges) : value;
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown) => (isObject(entry) && isObject(entry.node) ? entry.node : entry)).filter(isObject);
}

/** `gid://shopify/Product/123` → `123`. */
function shortId(id: unknown): unknown {
  return typeof id === 'string' ? id.replace(/^gid:\/\/shopify\/\w+\//u, '') : id;
}

function firstOf(...values: readonly unknown[]): unknown {
  return values.find((value) => value !== undefined && value !== null);
}
