import type { FieldValue } from '#src/domain/field-value';
import { foldValue } from '#src/domain/field-value';

/** Keys of the payload of items (and, of what is filtered by, of pictures). */
export const KEYS = {
  /** `labelKey` of every value. */
  labels: 'labels',
  /** What fields there are, see `fieldMarks`. */
  fields: 'fields',
  /** Different tokens of all text fields. */
  tokens: 'tokens',
  /** `<place in TEXT_FIELDS>:<tokens in it>` for each text field. */
  lengths: 'lengths',
  identifiers: 'identifiers',
  sequence: 'sequence',
  /** That all of the item is there, see `embeddedMark`. */
  embedded: 'embedded',
  /** Point of the item, on pictures. */
  item: 'item',
} as const;

/** Payload maps by field: values as shown, all numbers, the first number written out. */
export type FieldMap = 'values' | 'numbers' | 'firstNumber';

/** The path of a field in one of the maps. Quotes and backslashes can't stand in a quoted path, so they are coded. */
export function fieldPath(map: FieldMap, field: string): string {
  return `${map}."${fieldName(field)}"`;
}

/** The name of a field within the maps. */
export function fieldName(field: string): string {
  return field.replace(/["\\%]/gu, encodeURIComponent);
}

/** An item's values by field, of equal ones the first. */
export function valuesByField(values: readonly FieldValue[]): Map<string, FieldValue[]> {
  const fields = new Map<string, Map<string, FieldValue>>();
  for (const value of values) {
    const own = fields.get(value.field) ?? new Map<string, FieldValue>();
    const folded = foldValue(value.text);
    if (!own.has(folded)) own.set(folded, value);
    fields.set(value.field, own);
  }
  return new Map([...fields].map(([field, own]) => [field, [...own.values()]]));
}

export function isNumber({ number }: FieldValue): boolean {
  return number !== undefined && !Number.isNaN(number);
}

/**
 * Marks that an item has a field, from which facets count items, values and values that are no numbers: `t:` one text,
 * `n:` one number, `m:` several values with a second mark `x<values>,<texts>:`.
 */
export function fieldMarks(field: string, values: readonly FieldValue[]): string[] {
  if (values.length === 1) return [`${isNumber(values[0]!) ? 'n' : 't'}:${field}`];
  const texts = values.filter((value) => !isNumber(value)).length;
  return [`m:${field}`, `x${values.length},${texts}:${field}`];
}

/** The marks of which an item that has the field has one. */
export function existenceMarks(field: string): string[] {
  return [`t:${field}`, `n:${field}`, `m:${field}`];
}

/** What a mark adds for each item that has it. */
export function readMark(mark: string): {
  readonly field: string;
  readonly items: number;
  readonly values: number;
  readonly texts: number;
} {
  const colon = mark.indexOf(':');
  const field = mark.slice(colon + 1);
  if (mark[0] === 'x') {
    const [values = 0, texts = 0] = mark.slice(1, colon).split(',').map(Number);
    return { field, items: 0, values, texts };
  }
  if (mark[0] === 'm') return { field, items: 1, values: 0, texts: 0 };
  return { field, items: 1, values: 1, texts: mark[0] === 't' ? 1 : 0 };
}
