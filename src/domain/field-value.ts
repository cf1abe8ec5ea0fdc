import { CATEGORY_SEPARATOR, generatedAttributes, type Item } from './item.ts';

/**
 * One value of one field as filters, facets and sorting see it. `text` is the value as shown;
 * `number` is there when the value is a number or reads as one (`"42"`), so a field that is a number in nearly
 * all items can be ranged over while `XL` stays a word. It depends on nothing but the field and the folded text, so
 * stores may keep one number for each different value.
 */
export interface FieldValue {
  readonly field: string;
  readonly text: string;
  readonly number?: number;
}

/** Fields whose values are free text or addresses: searched or shown, never filtered by value. */
const UNFILTERED = new Set(['id', 'title', 'description', 'url', 'images', 'attributes', 'generated']);

/** A text longer than this many UTF-16 units is prose, not a value somebody picks from a list. */
const LONGEST_VALUE = 120;

/** Two values are the same value when their keys are equal: case, width and outer blanks do not count. */
export function foldValue(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, ' ');
}

/** The token under which stores keep a field's value, e.g. `brand=acme`. Different values have different tokens. */
export function labelKey(field: string, text: string): string {
  return `${fieldKey(field)}=${foldValue(text)}`;
}

/** The token under which stores keep that an item has a field at all; never equal to a value's token. */
export function fieldKey(field: string): string {
  return /[=%]/u.test(field) ? field.replaceAll('%', '%25').replaceAll('=', '%3D') : field;
}

/**
 * All values of an item that can be filtered, counted or sorted. A category gives one value for each prefix of its
 * path, so that filtering by `Shoes` finds `Shoes > Boots`. `createdAt` is a number: milliseconds since 1970.
 */
export function fieldValues(item: Item): FieldValue[] {
  const values: FieldValue[] = [];
  for (const [field, value] of Object.entries(item)) {
    if (value === undefined || UNFILTERED.has(field)) continue;
    if (field === 'category') values.push(...categoryValues(value));
    else if (field === 'createdAt') values.push(textValue(field, value));
    else values.push(...valuesOf(field, value));
  }
  for (const [field, value] of Object.entries(item.attributes)) values.push(...valuesOf(field, value));
  for (const [field, value] of generatedAttributes(item)) values.push(...valuesOf(field, value));
  return values;
}

function categoryValues(path: readonly string[]): FieldValue[] {
  return path.map((_, index) => ({ field: 'category', text: path.slice(0, index + 1).join(CATEGORY_SEPARATOR) }));
}

function valuesOf(field: string, value: string | number | boolean | readonly string[]): FieldValue[] {
  if (typeof value === 'number') return [{ field, text: String(value), number: value }];
  if (typeof value === 'boolean') return [{ field, text: String(value) }];
  const texts = typeof value === 'string' ? [value] : value;
  return texts
    .filter((text) => text.trim() !== '' && text.length <= LONGEST_VALUE)
    .map((text) => textValue(field, text));
}

function textValue(field: string, text: string): FieldValue {
  const number = numberOf(field, text);
  return Number.isNaN(number) ? { field, text } : { field, text, number };
}

/** The number that a value of a field is or reads as; NaN for words. */
export function numberOf(field: string, text: string): number {
  if (field === 'createdAt') return Date.parse(text);
  const folded = foldValue(text);
  return /^[+-]?\d{1,15}(\.\d{1,15})?$/u.test(folded) ? Number(folded) : Number.NaN;
}
