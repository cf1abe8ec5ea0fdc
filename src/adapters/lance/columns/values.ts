import { rankValues } from '#src/domain/facet-count';
import type { ValueCount } from '#src/ports/features';
import type { Columns } from './columns.ts';

/** Values of a field with the items that have each: the counts that the dictionary keeps anyway. */
export function valuesOf({ dictionary }: Columns, field: string, limit: number): readonly ValueCount[] {
  const code = dictionary.fieldCodes.get(field);
  const values: { value: string; count: number }[] = [];
  for (let label = 0; code !== undefined && label < dictionary.keys.length; label++) {
    const count = dictionary.items[label]!;
    if (count > 0 && dictionary.fields[label] === code) values.push({ value: dictionary.texts[label]!, count });
  }
  return rankValues(field, values, limit)?.values ?? [];
}
