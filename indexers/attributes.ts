import type { AttributeValue } from '#src/domain/item';
import { plainText } from './html.ts';
import { isPriceName, readPrice } from './money.ts';
import { isSaleDate, readSaleDate } from './validity.ts';
import { cleanText, innerText, isNothing, isObject, type Read, unreadable } from './values.ts';

/** In UTF-16 units; what is longer is cut. */
const LONGEST_ATTRIBUTE = 10_000;
const MOST_VALUES = 200;

/**
 * A column of a source as an attribute: typed values as they are, texts of tables typed when nothing is lost; prices and
 * the dates of a sale, known by their names, are numbers and moments whatever the source.
 */
export function readAttribute(name: string, value: unknown, typed: boolean): Read<AttributeValue> {
  if (isPriceName(name)) return readPrice(value);
  if (isSaleDate(name)) return readSaleDate(name, value);
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return typed ? text(value) : typedText(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return readNumber(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return Array.isArray(value) ? readList(value) : unreadable('is an object');
}

function readNumber(value: number): Read<AttributeValue> {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? undefined : unreadable('is too large to be a number');
}

function text(value: string): string | undefined {
  const clean = cleanText(plainText(value));
  return clean === '' ? undefined : clean.slice(0, LONGEST_ATTRIBUTE).replace(/[\ud800-\udbff]$/u, '');
}

/** `42` is a number and `true` a boolean, but `007`, `1.50` and `1e5` would not come back as they were: texts. */
function typedText(value: string): AttributeValue | undefined {
  const clean = text(value);
  if (clean === undefined) return undefined;
  if (/^-?\d/u.test(clean) && clean.length < 16 && String(Number(clean)) === clean) return Number(clean);
  const lower = clean.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : clean;
}

function readList(values: readonly unknown[]): Read<AttributeValue> {
  const texts = values
    .filter((value) => !isNothing(value))
    .map((value) => innerText(value, ['name', 'value', 'title', 'label']));
  if (!texts.every((entry) => entry !== undefined)) return unreadable('is a list of objects');
  const clean = texts.map(text).filter((entry) => entry !== undefined);
  return clean.length === 0 ? undefined : [...new Set(clean)].slice(0, MOST_VALUES);
}

/** `[{"name": "Colour", "value": "red"}, …]`, as many exports write attributes; undefined for any other value. */
export function namedValues(value: unknown): [name: string, value: unknown][] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const pairs: [string, unknown][] = [];
  for (const entry of value) {
    if (!isObject(entry)) return undefined;
    const name = entry.name ?? entry.key ?? entry.label;
    const content = entry.value ?? entry.values;
    if (typeof name !== 'string' || content === undefined) return undefined;
    pairs.push([name, content]);
  }
  return pairs;
}
