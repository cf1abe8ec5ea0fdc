import { VitrineError } from '#src/errors';
import { FIELD_READERS, isItemField } from './fields.ts';
import { isUnreadableValue } from './values.ts';

export interface MappingCheck {
  /** Of the source, for errors. */
  readonly name: string;
  readonly map: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, string>>;
  /** Whether every row has every column (tables), or each its own keys (JSON). */
  readonly sameColumns: boolean;
}

/** Columns shown in an error; a table may have thousands. */
const SHOWN_COLUMNS = 20;

/**
 * Looks at the first rows of a source before anything is indexed. Throws `source_invalid` when no row has the column
 * of `id` or `title`, or a table lacks a column that the mapping names: better than reporting every row.
 */
export function checkColumns(rows: readonly Readonly<Record<string, unknown>>[], check: MappingCheck): void {
  if (rows.length === 0) return;
  const columns = new Set(columnsOf(rows));
  const has = (column: string): boolean => columns.has(column) || (column.includes('.') && !check.sameColumns);
  for (const field of ['id', 'title']) {
    if (field in check.set || has(check.map[field] ?? field)) continue;
    const missing = check.map[field];
    const what = missing === undefined ? `no column "${field}"` : `no column "${missing}", which --map ${field} names`;
    throw new VitrineError(
      'source_invalid',
      `${check.name} has ${what}. It has: ${list(columns)}. Name the right one by --map ${field}=COLUMN.`,
    );
  }
  if (!check.sameColumns) return;
  for (const [field, column] of Object.entries(check.map)) {
    if (has(column)) continue;
    throw new VitrineError(
      'source_invalid',
      `${check.name} has no column "${column}", which --map ${field} names. It has: ${list(columns)}.`,
    );
  }
}

/** Throws `usage` for a `--set` that no item could take. */
export function checkSet(set: Readonly<Record<string, string>>): void {
  for (const [field, value] of Object.entries(set)) {
    const read = isItemField(field) ? FIELD_READERS[field](value) : undefined;
    if (isUnreadableValue(read))
      throw new VitrineError('usage', `--set ${field}=${value}: ${field} ${read.unreadable}.`);
  }
}

/** All columns that some of the rows have, in the order in which they come. */
export function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function list(columns: ReadonlySet<string>): string {
  const shown = [...columns].slice(0, SHOWN_COLUMNS).join(', ');
  return columns.size > SHOWN_COLUMNS ? `${shown} and ${columns.size - SHOWN_COLUMNS} more` : shown;
}
