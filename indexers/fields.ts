import { AVAILABILITIES, type Availability, ITEM_FIELDS, type Item, type ItemField } from '#src/domain/item';
import { parseDate } from './date.ts';
import { plainText } from './html.ts';
import { readPrice } from './money.ts';
import { currencyCode, parseNumber } from './price.ts';
import {
  cleanText,
  innerText,
  isNothing,
  isObject,
  type Read,
  scalarNumber,
  scalarText,
  unreadable,
} from './values.ts';

/** How each field is read from what a source has for it; `--set` values and cells of tables come as texts. */
export const FIELD_READERS: { readonly [Field in ItemField]: (value: unknown) => Read<NonNullable<Item[Field]>> } = {
  id: readId,
  title: (value) => readText(value, LONGEST_TITLE),
  kind: readWord,
  description: (value) => readText(value, LONGEST_TEXT),
  brand: readWord,
  seller: readWord,
  category: readCategory,
  price: readPrice,
  currency: readCurrency,
  images: readImages,
  url: readWord,
  availability: readAvailability,
  stock: readNumber,
  rating: readRating,
  sku: readWord,
  gtin: readGtin,
  mpn: readWord,
  createdAt: readCreatedAt,
  groupId: readWord,
};

const FIELD_NAMES: ReadonlySet<string> = new Set(ITEM_FIELDS);

export function isItemField(name: string): name is ItemField {
  return FIELD_NAMES.has(name);
}

/** In UTF-16 units. */
const LONGEST_ID = 500;
const LONGEST_TITLE = 2000;
const LONGEST_TEXT = 100_000;
const MOST_LISTED = 100;

/** Opaque: kept as it is, outer blanks too. A number of JSON is written out, unless it has lost digits already. */
function readId(value: unknown): Read<string> {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    return Number.isInteger(value) ? unreadable('is a number too large to be exact: write it as text') : String(value);
  }
  if (typeof value === 'boolean') return unreadable('is not a text');
  const id = scalarText(value);
  if (id === undefined) return isNothing(value) ? undefined : unreadable('is not a text');
  if (id.trim() === '') return undefined;
  if (id.length > LONGEST_ID) return unreadable(`is longer than ${LONGEST_ID} characters`);
  return /[\0\p{Surrogate}]/u.test(id) ? unreadable('holds characters that cannot be stored') : id;
}

function readText(value: unknown, longest: number): Read<string> {
  if (isNothing(value) && typeof value !== 'string') return undefined;
  const text = Array.isArray(value) ? joined(value) : innerText(value, TEXT_KEYS);
  if (text === undefined) return unreadable('is not a text');
  const clean = cleanText(plainText(text));
  return clean === '' ? undefined : cut(clean, longest);
}

const TEXT_KEYS = ['name', 'title', 'value', 'text', 'label'];

function joined(values: readonly unknown[]): string | undefined {
  const texts = values.map(scalarText);
  return texts.every((text) => text !== undefined) ? texts.join('\n') : undefined;
}

/** The beginning, no character cut in half. */
function cut(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(/[\ud800-\udbff]$/u, '');
}

function readWord(value: unknown): Read<string> {
  if (Array.isArray(value)) return value.length === 1 ? readWord(value[0]) : unreadable('is a list');
  const text = readText(value, LONGEST_TITLE);
  return typeof text === 'string' && isNothing(text) ? undefined : text;
}

function readCategory(value: unknown): Read<readonly string[]> {
  const parts = Array.isArray(value) ? value : [value];
  const names = parts.map((part) => innerText(part ?? '', TEXT_KEYS));
  if (!names.every((name) => name !== undefined)) return unreadable('is not a path of texts');
  const path = names
    .flatMap((name) => plainText(name).split(/[>»›|]/u))
    .map(cleanText)
    .filter((name) => !isNothing(name));
  return path.length === 0 ? undefined : path.slice(0, MOST_LISTED);
}

function readNumber(value: unknown): Read<number> {
  if (isNothing(value)) return undefined;
  const number = typeof value === 'string' ? parseNumber(value) : scalarNumber(value);
  return number === undefined || !Number.isFinite(number) ? unreadable('is not a number') : number;
}

const OUT_OF = /^([\d.,]+) ?\/ ?(\d+)$/u;
const MOST_STARS = 5;

/** `9/10` is told in stars, as the storefront shows them; a plain number stays as it is. */
function readRating(value: unknown): Read<number> {
  const [, given = '', most] = (typeof value === 'string' && OUT_OF.exec(value.trim())) || [];
  if (most === undefined) return readNumber(value);
  const stars = ((parseNumber(given) ?? Number.NaN) / Number(most)) * MOST_STARS;
  return stars <= MOST_STARS ? stars : unreadable('is not a number');
}

function readCurrency(value: unknown): Read<string> {
  if (isNothing(value)) return undefined;
  const code = currencyCode(scalarText(value) ?? '');
  return code ? code : unreadable('is no currency (three letters as in ISO 4217)');
}

const IMAGE_KEYS = ['src', 'url', 'href', 'link', 'path', 'originalSrc'];

/** A list, or one text in which bars, line ends, or commas before web addresses divide. */
function readImages(value: unknown): Read<readonly string[]> {
  const entries = Array.isArray(value) ? value : isNothing(value) ? [] : [value];
  const texts = entries.map((entry) => innerText(entry ?? '', IMAGE_KEYS));
  if (!texts.every((text) => text !== undefined)) return unreadable('is not a list of paths or addresses');
  const images = texts.flatMap((text) =>
    text.startsWith('data:') ? [text] : text.split(/[|\n]|,(?=\s{0,9}https?:)/u),
  );
  const distinct = [...new Set(images.map(cleanText).filter((image) => !isNothing(image)))];
  return distinct.length === 0 ? undefined : distinct.slice(0, MOST_LISTED);
}

const AVAILABILITY_WORDS: Readonly<Record<Availability, string>> = {
  in_stock:
    'instock available yes true 1 instoreonly onlineonly limitedavailability limited lowstock auflager lieferbar sofortlieferbar verfügbar vorrätig 有货 现货',
  out_of_stock:
    'outofstock unavailable no false 0 soldout discontinued notavailable ausverkauft nichtauflager nichtlieferbar nichtverfügbar nichtvorrätig 缺货 无货 售罄',
  preorder:
    'preorder preordered presale backorder onbackorder backordered comingsoon vorbestellbar vorbestellung 预售 预订',
};

/** Words of shops in the languages that are analysed, and of schema.org, whatever their case and blanks. */
function readAvailability(value: unknown): Read<Availability> {
  if (isNothing(value)) return undefined;
  const word = (scalarText(value) ?? '')
    .split('/')
    .at(-1)!
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\d]/gu, '');
  const found = AVAILABILITIES.find((name) => AVAILABILITY_WORDS[name].split(' ').includes(word));
  return found ?? unreadable(`is none of ${AVAILABILITIES.join(', ')}`);
}

/** Always texts: a GTIN may begin with zeros. */
function readGtin(value: unknown): Read<readonly string[]> {
  const entries = Array.isArray(value) ? value : isNothing(value) ? [] : [value];
  const texts = entries.map(scalarText);
  if (!texts.every((text) => text !== undefined)) return unreadable('is not a list of texts');
  const gtins = texts.flatMap((text) => text.split(/[\s,;|]+/u)).filter((text) => !isNothing(text));
  if (gtins.some((gtin) => /^\d[.,]?\d*e\+?\d+$/iu.test(gtin))) return unreadable('has lost digits in a spreadsheet');
  return gtins.length === 0 ? undefined : [...new Set(gtins)].slice(0, MOST_LISTED);
}

function readCreatedAt(value: unknown): Read<string> {
  if (isNothing(value)) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  const date = isObject(value) || Array.isArray(value) ? undefined : parseDate(scalarText(value) ?? '');
  return date ?? unreadable('is not a date (as 2024-12-31)');
}
