import type { FieldProfile } from '#src/ports/features';
import type { Columns } from './columns.ts';

/** Share of a field's values that must be numbers for the field to be one of numbers. */
const NUMBER_SHARE = 0.95;

/** All fields, the best covered first; computed once for each state of the columns. */
export function createProfiler(columns: Columns): () => readonly FieldProfile[] {
  let version = -1;
  let profiles: readonly FieldProfile[] = [];
  return () => {
    if (version !== columns.version) profiles = profileFields(columns);
    version = columns.version;
    return profiles;
  };
}

function profileFields({ dictionary }: Columns): FieldProfile[] {
  const { fieldNames, fields, items, numbers, fieldItems } = dictionary;
  const values = new Float64Array(fieldNames.length);
  const odd = new Float64Array(fieldNames.length);
  const distinct = new Uint32Array(fieldNames.length);
  for (let label = 0; label < dictionary.keys.length; label++) {
    const count = items[label]!;
    if (count === 0) continue;
    const field = fields[label]!;
    values[field]! += count;
    distinct[field]!++;
    if (Number.isNaN(numbers[label])) odd[field]! += count;
  }
  return fieldNames
    .map((field, code): FieldProfile => {
      const type = values[code]! - odd[code]! >= NUMBER_SHARE * values[code]! ? 'number' : 'text';
      const rest = type === 'number' ? odd[code]! : 0;
      return { field, type, items: fieldItems[code]!, odd: rest, distinct: distinct[code]! };
    })
    .filter((profile) => profile.items > 0)
    .sort((a, b) => b.items - a.items || (a.field < b.field ? -1 : 1));
}
