import { splitList } from '../values.ts';
import { isUnreadable, type Rows, type SourceRow, UNPUBLISHED, type UnreadableRow } from './row.ts';

type Values = Readonly<Record<string, unknown>>;

/** Columns of the export that tell nothing about a product to shoppers. */
const DROPPED =
  /^(?:Published|Body \(HTML\)|Image (?:Position|Alt Text)|Gift Card|SEO (?:Title|Description)|Variant (?:Fulfillment Service|Inventory (?:Tracker|Policy)|Requires Shipping|Taxable|Tax Code|Weight Unit|Grams)|Cost per item|Google Shopping \/.*|Included \/.*|Price \/.*)$/u;
const PRODUCT_FIELDS: Readonly<Record<string, string>> = {
  title: 'Title',
  description: 'Body (HTML)',
  brand: 'Vendor',
  createdAt: 'Created At',
};

/**
 * The product export of Shopify: lines of one `Handle` follow one another, the first with the product, each with a
 * variant, a picture, or both. Every variant becomes a row of its own; those of one product share a `groupId`.
 */
export async function* readShopifyCsv(rows: Rows): Rows {
  let product: SourceRow[] = [];
  for await (const batch of rows) {
    const ready: (SourceRow | UnreadableRow)[] = [];
    for (const row of batch) {
      if (isUnreadable(row)) {
        ready.push(row);
        continue;
      }
      if (product.length > 0 && textOf(row.values, 'Handle') !== textOf(product[0]!.values, 'Handle')) {
        ready.push(...variantsOf(product));
        product = [];
      }
      product.push(row);
    }
    yield ready;
  }
  yield variantsOf(product);
}

function variantsOf(lines: readonly SourceRow[]): (SourceRow | UnreadableRow)[] {
  const [first] = lines;
  if (!first) return [];
  const status = textOf(first.values, 'Status');
  if (/^(?:draft|archived)$/iu.test(status)) {
    return [{ line: first.line, reason: UNPUBLISHED, detail: status }];
  }
  const images = lines.map(({ values }) => textOf(values, 'Image Src')).filter((image) => image !== '');
  const isVariant = ({ values }: SourceRow): boolean =>
    textOf(values, 'Variant Price') !== '' ||
    textOf(values, 'Variant SKU') !== '' ||
    textOf(values, 'Option1 Value') !== '';
  const variants = lines.filter(isVariant);
  const own = variants.length > 0 ? variants : [first];
  return own.map((line) => toVariant(line, first.values, images, own.length > 1));
}

function toVariant(
  { line, values }: SourceRow,
  product: Values,
  images: readonly string[],
  isOneOfMany: boolean,
): SourceRow {
  const handle = textOf(product, 'Handle');
  const options = optionsOf(values, product);
  const picture = textOf(values, 'Variant Image');
  const row: Record<string, unknown> = {
    ...restOf(product),
    ...Object.fromEntries(options),
    id: isOneOfMany ? [handle, ...options.map(([, value]) => value)].join('/') : handle,
    groupId: handle,
    category: textOf(product, 'Product Category') || textOf(product, 'Type'),
    productType: textOf(product, 'Type'),
    tags: splitList(textOf(product, 'Tags')),
    price: textOf(values, 'Variant Price'),
    listPrice: textOf(values, 'Variant Compare At Price'),
    sku: textOf(values, 'Variant SKU').replace(/^'/u, ''),
    gtin: textOf(values, 'Variant Barcode').replace(/^'/u, ''),
    stock: textOf(values, 'Variant Inventory Qty'),
    images: picture === '' ? images : [picture, ...images.filter((image) => image !== picture)],
  };
  for (const [field, column] of Object.entries(PRODUCT_FIELDS)) row[field] = textOf(product, column);
  return { line, values: row };
}

/** Option name → value; the names stand in the first line of a product alone. A lone `Title` is no option. */
function optionsOf(values: Values, product: Values): [name: string, value: string][] {
  return [1, 2, 3].flatMap((number): [string, string][] => {
    const name = textOf(product, `Option${number} Name`);
    const value = textOf(values, `Option${number} Value`);
    return name === '' || value === '' || value === 'Default Title' ? [] : [[name, value]];
  });
}

const TAKEN =
  /^(?:Handle|Title|Vendor|Type|Tags|Status|Product Category|Image Src|Created At|Option\d .*|Variant .*)$/u;

function restOf(product: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(product).filter(([name]) => !TAKEN.test(name) && !DROPPED.test(name)));
}

function textOf(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}
