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

/** The first of some usual names that a column has and no other field took; case, signs and types do not count. */
export type FindColumn = (names: readonly string[]) => string | undefined;

/** Of columns that read the same the first counts; `taken` may grow between calls. */
export function createColumnFinder(present: readonly string[], taken: ReadonlySet<string>): FindColumn {
  const folded = new Map([...present].reverse().map((column) => [fold(typedColumn(column).name), column]));
  return (names) =>
    names
      .map((one) => folded.get(fold(one)))
      .find((column): column is string => column !== undefined && !taken.has(column));
}

/** Columns shown in an error; a table may have thousands. */
const SHOWN_COLUMNS = 20;

export interface MissingColumn {
  /** Of the source. */
  readonly name: string;
  readonly field: string;
  /** The column that was asked for by `--map`, if one was. */
  readonly mapped?: string | undefined;
  /** What there is not, where that is more than one column of one name. */
  readonly what?: string;
  readonly present: readonly string[];
  /** What else may be done, e.g. `, or give all events one by --set type=purchase`. */
  readonly advice?: string;
}

export function missingColumn(missing: MissingColumn): VitrineError {
  const { name, field, mapped, present, advice = '' } = missing;
  const usual = mapped === undefined ? `no column for "${field}"` : `no column "${mapped}", which --map ${field} names`;
  const shown = present.slice(0, SHOWN_COLUMNS).join(', ');
  return new VitrineError(
    'source_invalid',
    `${name} has ${missing.what ?? usual}. It has: ${shown}. Name the right one by --map ${field}=COLUMN${advice}.`,
  );
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/gu, '');
}
