import type { ItemField } from '#src/domain/item';

/** Names that columns of a field usually have, the surest first; case, blanks and signs do not count. */
const USUAL_NAMES: Partial<Record<ItemField, string>> = {
  id: 'product_id item_id article_id sku_id asin uniq_id parent_asin artikelnummer',
  title:
    'name product_name product_title item_name prod_name product_display_name display_name headline titel bezeichnung',
  description:
    'desc product_description long_description short_description detail_desc details body_html body beschreibung overview',
  brand: 'brand_name manufacturer vendor maker marke hersteller supplier',
  category:
    'category_path categories category_name product_category product_type product_type_name article_type kategorie main_category',
  price:
    'current_price sale_price unit_price price_cents price_in_cents price_eur price_usd preis list_price regular_price retail_price',
  currency: 'currency_code price_currency wahrung',
  images: 'image image_path image_url image_link img img_url picture picture_url photo thumbnail main_image bild',
  url: 'link product_url product_link permalink',
  availability: 'stock_status availability_status',
  stock: 'quantity qty stock_quantity inventory bestand units_in_stock',
  rating: 'average_rating avg_rating rating_average stars review_score',
  gtin: 'ean ean13 gtin13 upc isbn isbn13 barcode',
  // A name beside a title is the maker's: a model or part number.
  mpn: 'manufacturer_part_number part_number model_number model name',
  createdAt: 'created_at date_added created published_at date_released release_date',
  groupId: 'group_id item_group_id parent_id parent_sku variant_group',
};

/** Fields whose column is nothing else; the columns of others stay attributes too, so that filters may name them. */
const MOVED = new Set(['id', 'title', 'description', 'images', 'url']);

export interface Recognised {
  /** As `--map` would say it: field → column, for fields that have no column of their own name. */
  readonly map: Readonly<Record<string, string>>;
  /** What was taken for what, to be shown. */
  readonly notice: string | undefined;
}

/** Which columns are likely to hold which fields, beside what `given` says already: its fields and columns are left alone. */
export function recogniseColumns(columns: readonly string[], given: Readonly<Record<string, string>> = {}): Recognised {
  const byFolded = new Map(columns.map((column) => [fold(column), column]));
  const own = new Set([...columns, ...Object.keys(given)]);
  const map: Record<string, string> = {};
  const taken = new Set<string>(Object.values(given));
  for (const [field, names] of Object.entries(USUAL_NAMES)) {
    if (own.has(field)) continue;
    const candidates = [field, ...names.split(' ')].map((name) => byFolded.get(fold(name)));
    const column = candidates.find((candidate) => candidate !== undefined && !taken.has(candidate));
    if (column === undefined) continue;
    map[field] = column;
    taken.add(column);
  }
  const pairs = Object.entries(map).map(([field, column]) => `"${column}" → ${field}`);
  for (const [field, column] of Object.entries(map)) if (!MOVED.has(field)) map[column] = column;
  const notice =
    pairs.length === 0 ? undefined : `columns taken by their names: ${pairs.join(', ')} (say otherwise by --map)`;
  return { map: { ...map, ...given }, notice };
}

function fold(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\d]/gu, '');
}
