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

/** What a variable product says for its variations, whose rows leave it empty. */
const INHERITED = ['category', 'brand', 'tags', 'description', 'images'];

interface Parent {
  readonly id: string;
  readonly inherited: Values;
}

/** Variable products so far, by SKU and by `id:ID`: variations name their parent by either. */
type Parents = Map<string, Parent>;

/**
 * The product export of WooCommerce. Variations share the `groupId` of their parent, which is a row as well, and have its
 * category, brand, tags, description and pictures where they have none of their own; the export gives parents first.
 */
export async function* readWooCommerce(rows: Rows): Rows {
  const parents: Parents = new Map();
  for await (const batch of rows) yield batch.map((row) => (isUnreadable(row) ? row : toItemRow(row, parents)));
}

function toItemRow({ line, values }: SourceRow, parents: Parents): SourceRow | UnreadableRow {
  const id = textOf(values, 'ID') || textOf(values, 'SKU');
  const fields = fieldsOf(values);
  const isVariable = /\bvariable\b/u.test(textOf(values, 'Type'));
  if (isVariable) remember(parents, { id, inherited: inheritedFrom(fields) }, textOf(values, 'SKU'));
  const published = textOf(values, 'Published');
  if (published !== '' && published !== '1') return { line, reason: UNPUBLISHED, detail: `Published ${published}` };
  const group = isVariable ? { groupId: id } : groupOf(textOf(values, 'Parent'), parents);
  return { line, values: { ...attributesOf(values), ...group, ...fields, id } };
}

function inheritedFrom(fields: Values): Values {
  return Object.fromEntries(INHERITED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}

function remember(parents: Parents, parent: Parent, sku: string): void {
  parents.set(`id:${parent.id}`, parent);
  if (sku !== '') parents.set(sku, parent);
}

function fieldsOf(values: Values): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [column, field] of Object.entries(COLUMNS)) {
    if (textOf(values, column) !== '') row[field] = textOf(values, column);
  }
  const salePrice = textOf(values, 'Sale price');
  if (salePrice !== '') {
    const [saleStarts, saleEnds] = ['Date sale price starts', 'Date sale price ends'].map((at) => textOf(values, at));
    Object.assign(row, { price: salePrice, listPrice: row.price, saleStarts, saleEnds });
  }
  const description = [textOf(values, 'Short description'), textOf(values, 'Description')].filter(
    (text) => text !== '',
  );
  if (description.length > 0) row.description = description.join('\n').replaceAll('\\n', '\n');
  const category = firstPath(textOf(values, 'Categories'));
  if (category !== '') row.category = category;
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

/** Of a variation: the id that it shares, and what its parent says for it. */
function groupOf(parent: string, parents: Parents): Values {
  if (parent === '') return {};
  const known = parents.get(parent);
  return { ...known?.inherited, groupId: known?.id ?? parent.replace(/^id:/u, '') };
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
