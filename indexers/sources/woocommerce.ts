import { splitList } from '../values.ts';
import { isUnreadable, type Rows, type SourceRow, UNPUBLISHED, type UnreadableRow } from './row.ts';

type Values = Readonly<Record<string, unknown>>;

/** Column of the export → field of ours or name of an attribute. */
const COLUMNS: Readonly<Record<string, string>> = {
  Name: 'title',
  SKU: 'sku',
  'GTIN, UPC, EAN, or ISBN': 'gtin',
  Stock: 'stock',
  Tags: 'tags',
  Brands: 'brand',
  Images: 'images',
  'Regular price': 'price',
  'Weight (kg)': 'weightKg',
  'Length (cm)': 'lengthCm',
  'Width (cm)': 'widthCm',
  'Height (cm)': 'heightCm',
};

/** The product export of WooCommerce. Variations share the `groupId` of their parent, which is a row as well. */
export async function* readWooCommerce(rows: Rows): Rows {
  /** SKU of a variable product → its id: variations name their parent by either. */
  const parents = new Map<string, string>();
  for await (const batch of rows) yield batch.map((row) => (isUnreadable(row) ? row : toItemRow(row, parents)));
}

function toItemRow({ line, values }: SourceRow, parents: Map<string, string>): SourceRow | UnreadableRow {
  const id = textOf(values, 'ID') || textOf(values, 'SKU');
  const type = textOf(values, 'Type');
  if (/\bvariable\b/u.test(type) && textOf(values, 'SKU') !== '') parents.set(textOf(values, 'SKU'), id);
  const published = textOf(values, 'Published');
  if (published !== '' && published !== '1') return { line, reason: UNPUBLISHED, detail: `Published ${published}` };
  return { line, values: { ...attributesOf(values), ...fieldsOf(values), id, ...groupOf(values, id, type, parents) } };
}

function fieldsOf(values: Values): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [column, field] of Object.entries(COLUMNS)) {
    if (textOf(values, column) !== '') row[field] = textOf(values, column);
  }
  const salePrice = textOf(values, 'Sale price');
  if (salePrice !== '') Object.assign(row, { price: salePrice, listPrice: row.price });
  row.description = [textOf(values, 'Short description'), textOf(values, 'Description')]
    .filter((text) => text !== '')
    .join('\n')
    .replaceAll('\\n', '\n');
  row.category = firstPath(textOf(values, 'Categories'));
  row.availability = availabilityOf(textOf(values, 'In stock?'));
  if (typeof row.images === 'string') row.images = splitList(row.images);
  if (typeof row.tags === 'string') row.tags = splitList(row.tags);
  return row;
}

/** `A > B, A > C` names several categories; a comma of a name is written `\,`. */
function firstPath(categories: string): string {
  return categories
    .split(/(?<!\\),/u)[0]!
    .replaceAll('\\,', ',')
    .trim();
}

function availabilityOf(inStock: string): string {
  return inStock === '1' ? 'in_stock' : inStock === '0' ? 'out_of_stock' : inStock;
}

function groupOf(values: Values, id: string, type: string, parents: ReadonlyMap<string, string>): { groupId?: string } {
  if (/\bvariable\b/u.test(type)) return { groupId: id };
  const parent = textOf(values, 'Parent');
  if (parent === '') return {};
  return { groupId: parent.startsWith('id:') ? parent.slice(3) : (parents.get(parent) ?? parent) };
}

/** `Attribute 1 name` beside `Attribute 1 value(s)`. */
function attributesOf(values: Values): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const column of Object.keys(values)) {
    const number = /^Attribute (\d+) name$/u.exec(column)?.[1];
    const name = number === undefined ? '' : textOf(values, column);
    if (name === '') continue;
    const list = textOf(values, `Attribute ${number} value(s)`)
      .split(/(?<!\\),/u)
      .map((part) => part.trim());
    attributes[name] = list.length === 1 ? list[0] : list;
  }
  return attributes;
}

function textOf(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}
