import { isNothing } from '../values.ts';
import type { Rows, SourceRow, UnreadableRow } from './row.ts';
import { isUnreadable } from './row.ts';

/** Attributes of Google's product data specification that are fields of ours, the preferred one first. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  url: ['link', 'mobile_link'],
  category: ['product_type', 'google_product_category'],
  groupId: ['item_group_id'],
  stock: ['quantity', 'sell_on_google_quantity'],
  createdAt: ['availability_date'],
};
const PICTURES = ['image_link', 'additional_image_link'];

/** Rows of a Google Merchant Center feed (XML or with tabs) in the names of our fields; other attributes keep theirs. */
export async function* readMerchant(rows: Rows): Rows {
  for await (const batch of rows) yield batch.map(toItemRow);
}

function toItemRow(row: SourceRow | UnreadableRow): SourceRow | UnreadableRow {
  if (isUnreadable(row)) return row;
  const rest = withPlainNames(row.values);
  const take = (names: readonly string[]): unknown[] => {
    const taken = names.flatMap((name) => rest.get(name) ?? []);
    for (const name of names) rest.delete(name);
    return taken.filter((value) => value !== '');
  };
  const values: Record<string, unknown> = {};
  for (const [field, names] of Object.entries(FIELDS)) {
    const [first] = take(names);
    if (first !== undefined) values[field] = first;
  }
  const images = take(PICTURES);
  if (images.length > 0) values.images = images;
  const [salePrice] = take(['sale_price']);
  if (salePrice !== undefined) {
    values.listPrice = rest.get('price');
    rest.set('price', salePrice);
    Object.assign(values, saleDates(take(['sale_price_effective_date'])[0]));
  }
  const colour = rest.get('color');
  if (typeof colour === 'string') rest.set('color', coloursOf(colour));
  return { line: row.line, values: { ...Object.fromEntries(rest), ...values } };
}

/** An interval as ISO 8601 writes it: `2024-11-29T13:00-0500/2024-12-01T15:30-0500`. */
function saleDates(interval: unknown): Record<string, unknown> {
  if (typeof interval !== 'string') return {};
  const [saleStarts, saleEnds, ...rest] = interval.split('/').map((edge) => edge.trim());
  return saleEnds === undefined || rest.length > 0 ? { saleStarts: interval } : { saleStarts, saleEnds };
}

const MOST_COLOURS = 3;

/** The specification divides up to three colours by strokes. */
function coloursOf(text: string): string | string[] {
  const colours = text.split('/').map((colour) => colour.trim());
  return colours.length > 1 && colours.length <= MOST_COLOURS && !isNothing(text) ? colours : text;
}

/** `g:image link`, `image_link` and `image link` are one attribute. */
function withPlainNames(values: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return new Map(
    Object.entries(values).map(([name, value]) => [
      name
        .replace(/^[gc]:/u, '')
        .trim()
        .replaceAll(' ', '_'),
      value,
    ]),
  );
}
