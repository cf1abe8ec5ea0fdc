import { VitrineError } from '#src/errors';

/** Column names of typed headers carry their type behind a colon, as `user_id:token`. */
export interface TypedColumn {
  readonly column: string;
  readonly name: string;
  /** e.g. `token`, `token_seq` (words divided by blanks), `float`; undefined in headers without types. */
  readonly type: string | undefined;
}

export function typedColumn(column: string): TypedColumn {
  const [, name, type] = /^(.+):(token|token_seq|float|float_seq)$/u.exec(column) ?? [];
  return { column, name: name ?? column, type };
}

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
  const folded = new Map([...present].reverse().map((column) => [fold(typedColumn(column).name), column]));
  const taken = new Set(Object.values(map));
  const found = fields.map((field) => {
    const usual = USUAL_NAMES[field].split(' ').map((one) => folded.get(one));
    const column = map[field] ?? usual.find((one) => one !== undefined && !taken.has(one));
    if (column === undefined || !present.includes(column)) throw missing(field, column, present, name);
    taken.add(column);
    return [field, column] as const;
  });
  // The entries are those of all fields.
  return Object.fromEntries(found) as Record<Field, string>;
}

/** Columns shown in an error; a table may have thousands. */
const SHOWN_COLUMNS = 20;

function missing(field: string, column: string | undefined, present: readonly string[], name: string): VitrineError {
  const what = column === undefined ? `no column for "${field}"` : `no column "${column}", which --map ${field} names`;
  const shown = present.slice(0, SHOWN_COLUMNS).join(', ');
  return new VitrineError(
    'source_invalid',
    `${name} has ${what}. It has: ${shown}. Name the right one by --map ${field}=COLUMN.`,
  );
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/gu, '');
}
