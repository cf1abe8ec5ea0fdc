import { fieldKey } from '#src/domain/field-value';
import { type Filter, filterKey } from '#src/domain/filter';
import type { Columns } from './columns/columns.ts';
import { matchingLabels } from './columns/row-filter.ts';
import { numberColumn } from './table-rows.ts';

/** Values in one condition, at most: beyond, Lance takes longer to read the condition than it saves. */
const MOST_LABELS = 300;

/**
 * The filters as a condition of Lance's SQL, or undefined when nothing is asked. A range over a field that has no
 * column of its own (or has items with several numbers) asks for the values that lie in it, by the columns' dictionary.
 * With very many of them it is left out: who asks has to look at what comes (`rowTest`), and does so anyway.
 */
export function filterSql(
  filters: readonly Filter[],
  columns: Columns,
  numericFields: readonly string[],
): string | undefined {
  const conditions = filters.flatMap((filter) => {
    const condition = positiveSql(filter, columns, numericFields);
    if (condition === undefined) return [];
    return filter.negated ? `NOT (${condition})` : `(${condition})`;
  });
  return conditions.length === 0 ? undefined : conditions.join(' AND ');
}

/** A text as a literal of Lance's SQL. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** True or false for every row, never null: so a missing value matches only the negation. */
function positiveSql(filter: Filter, columns: Columns, numericFields: readonly string[]): string | undefined {
  if (filter.kind === 'exists') return hasAny([fieldKey(filter.field)]);
  if (filter.kind === 'any') return hasAny(filter.values.map((value) => filterKey(filter.field, value)));
  const column = numberColumn(numericFields, filter.field);
  const { dictionary } = columns;
  const several = dictionary.severalNumbers[dictionary.fieldCodes.get(filter.field) ?? -1] ?? 0;
  if (!column || several > 0) {
    const labels = matchingLabels(columns, filter);
    return labels.length > MOST_LABELS ? undefined : hasAny(labels.map((label) => dictionary.keys[label]!));
  }
  const bounds = [
    ...(filter.from !== undefined && Number.isFinite(filter.from) ? [`${column} >= ${filter.from}`] : []),
    ...(filter.to !== undefined && Number.isFinite(filter.to) ? [`${column} <= ${filter.to}`] : []),
  ];
  return [`${column} IS NOT NULL`, ...bounds].join(' AND ');
}

function hasAny(labels: readonly string[]): string {
  return labels.length === 0 ? 'false' : `array_has_any(labels, [${labels.map(quote).join(', ')}])`;
}
