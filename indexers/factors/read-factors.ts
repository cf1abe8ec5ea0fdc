import { VitrineError } from '#src/errors';
import { createColumnFinder, missingColumn } from '../column-names.ts';
import { columnsOf } from '../mapping.ts';
import type { OpenSource } from '../sources/open.ts';
import { isUnreadable, type SourceRow } from '../sources/row.ts';

const FACTOR_FIELDS = ['kind', 'id', 'vector'] as const;
export type FactorField = (typeof FACTOR_FIELDS)[number];

/** Names that columns of a field usually have, the surest first. A model of Spark's ALS has `id` and `features`. */
const USUAL_NAMES: Readonly<Record<FactorField, string>> = {
  kind: 'kind side',
  id: 'id item_id user_id item user product_id article_id customer_id key',
  vector: 'vector features factors embedding values',
};

export interface ReadFactorsOptions {
  /** What all rows are of; undefined: each says so itself. */
  readonly kind: 'user' | 'item' | undefined;
  /** Field → column. */
  readonly map: Readonly<Record<string, string>>;
  /** Takes a row `{kind, id, vector}` and where it stands; throws for one that is none. */
  readonly take: (row: Readonly<Record<FactorField, unknown>>, place: string) => void;
  /** Called after each batch of rows. */
  readonly onRead?: (read: number) => void;
}

/**
 * Reads vectors of users or items from any source: Parquet with lists of numbers, JSON, or tables with a list as text
 * (`[0.1, 0.2]`). Throws `source_invalid` for a missing column and for the first row that cannot be read, because half a
 * training is none.
 */
export async function readFactors(source: OpenSource, options: ReadFactorsOptions): Promise<number> {
  let columns: Readonly<Record<FactorField, string | undefined>> | undefined;
  let read = 0;
  for await (const rows of source.rows) {
    for (const row of rows) {
      const place = `${source.name} line ${row.line}`;
      if (isUnreadable(row)) throw new VitrineError('source_invalid', `${place}: ${row.reason}. Make the file again.`);
      columns ??= findColumns(rows, source.name, options);
      const { values } = row;
      const kind = options.kind ?? values[columns.kind ?? ''];
      options.take({ kind, id: values[columns.id!], vector: listOf(values[columns.vector!]) }, place);
    }
    read += rows.length;
    options.onRead?.(read);
  }
  return read;
}

/** Throws `usage` for a field that factors do not have. */
export function checkFactorMap(map: Readonly<Record<string, string>>): void {
  const strange = Object.keys(map).find((field) => !FACTOR_FIELDS.some((known) => known === field));
  if (strange !== undefined)
    throw new VitrineError(
      'usage',
      `--map ${strange}=…: factors have ${FACTOR_FIELDS.join(', ')}, and no "${strange}".`,
    );
}

function findColumns(rows: readonly unknown[], name: string, { kind, map }: ReadFactorsOptions) {
  const readable = (rows as readonly SourceRow[]).filter((row) => !isUnreadable(row));
  const present = columnsOf(readable.map(({ values }) => values));
  const taken = new Set(Object.values(map));
  const find = createColumnFinder(present, taken);
  const columnOf = (field: FactorField): string => {
    const mapped = map[field];
    const column = mapped ?? find(USUAL_NAMES[field].split(' '));
    if (column === undefined || !present.includes(column)) {
      const advice = field === 'kind' ? ', or name the source as --import items=SOURCE or users=SOURCE' : '';
      throw missingColumn({ name, field, mapped, present, advice });
    }
    taken.add(column);
    return column;
  };
  return { vector: columnOf('vector'), kind: kind === undefined ? columnOf('kind') : undefined, id: columnOf('id') };
}

/** A list that a table holds as text, as a list; anything else as it is. */
function listOf(value: unknown): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
