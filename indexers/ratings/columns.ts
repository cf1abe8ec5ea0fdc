import { VitrineError } from '#src/errors';
import { createColumnFinder, missingColumn } from '../column-names.ts';

/** Names that columns usually have, the surest first; case and signs do not count. */
const USUAL_NAMES = {
  user: 'user userid customer customerid reviewerid memberid visitorid shopper uid',
  item: 'item itemid product productid articleid movieid bookid asin parentasin sku isbn iid id',
  value: 'value rating ratings score stars overall reviewscore',
} as const;

export type RatingField = keyof typeof USUAL_NAMES;

export interface FindOptions {
  /** Field → column, as given; its columns are taken by no other field. */
  readonly map: Readonly<Record<string, string>>;
  /** Of the source, for errors. */
  readonly name: string;
}

/**
 * The column of each field: as mapped, else by its usual names. Throws `usage` for a mapping of anything else and
 * `source_invalid` when a column is missing.
 */
export function findColumns<Field extends RatingField>(
  fields: readonly Field[],
  present: readonly string[],
  { map, name }: FindOptions,
): Record<Field, string> {
  const known = Object.keys(USUAL_NAMES);
  const strange = Object.keys(map).find((field) => !known.includes(field));
  if (strange !== undefined)
    throw new VitrineError('usage', `--map ${strange}=…: ratings have no such field. Map one of ${known.join(', ')}.`);
  const taken = new Set(Object.values(map));
  const find = createColumnFinder(present, taken);
  const found = fields.map((field) => {
    const column = map[field] ?? find(USUAL_NAMES[field].split(' '));
    if (column === undefined || !present.includes(column))
      throw missingColumn({ name, field, mapped: map[field], present });
    taken.add(column);
    return [field, column] as const;
  });
  // The entries are those of all fields.
  return Object.fromEntries(found) as Record<Field, string>;
}
