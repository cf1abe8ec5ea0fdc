import { type AttributeValue, DEFAULT_KIND, type Item, type ItemField } from '#src/domain/item';
import { namedValues, readAttribute } from './attributes.ts';
import { readCell } from './cell.ts';
import { type Fault, fault } from './faults.ts';
import { FIELD_READERS, isItemField } from './fields.ts';
import { inWholeUnits, isPriceName, readMoney } from './money.ts';
import { hasExpired, isOnSale } from './validity.ts';
import { isObject, isUnreadableValue } from './values.ts';

export interface NormaliseOptions {
  /** Field → column. */
  readonly map: Readonly<Record<string, string>>;
  /** Field → value that every item gets. */
  readonly set: Readonly<Record<string, string>>;
  /** Whether the source tells numbers and booleans from texts. */
  readonly typed: boolean;
  /** Milliseconds since 1970, for items that expire and sales that end; without it none does. */
  readonly now?: number | undefined;
}

/** A row as an item, with what had to be left out of it, or that the item is gone, or why it cannot be one. */
export type Normalised =
  | { readonly gone: string }
  | { readonly item: Item; readonly leftOut: readonly Fault[] }
  | { readonly fault: Fault; readonly id: string | undefined };

export type Normalise = (row: Readonly<Record<string, unknown>>) => Normalised;

/** Without these right, a row is no item; anything else that cannot be read is left out of the item. */
const DECISIVE: ReadonlySet<ItemField> = new Set<ItemField>(['id', 'title', 'price']);

/** Nesting of JSON that becomes attributes with dotted names. */
const DEEPEST = 5;
const MOST_ATTRIBUTES = 10_000;

/** Makes items of rows. A column that nothing maps keeps its own name: an `id` or `price` counts as such. */
export function createNormaliser({ map, set, typed, now }: NormaliseOptions): Normalise {
  const targets = columnTargets(map);
  const taken = new Set([...Object.keys(map), ...Object.keys(set)]);

  const spread = (row: Readonly<Record<string, unknown>>, prefix: string, depth: number, draft: Draft): void => {
    for (const [key, value] of Object.entries(row)) {
      if (key === '__proto__' || (depth === 0 && isGenerated(key, value))) continue;
      const name = prefix + key;
      const mapped = targets.get(name);
      if (mapped) for (const target of mapped) put(draft, target, valueFor(target, name, value), typed);
      else if (taken.has(name)) continue;
      else if (isItemField(name)) put(draft, name, value, typed, depth > 0);
      else unpack(name, value, depth, draft);
    }
  };
  const unpack = (name: string, value: unknown, depth: number, draft: Draft): void => {
    const pairs = namedValues(value);
    if (pairs) for (const [key, content] of pairs) put(draft, key, content, typed, true);
    else if (!isObject(value) || isPrice(name, value)) put(draft, name, value, typed);
    else if (depth >= DEEPEST) draft.leftOut.push(fault(`${name} is nested too deeply`));
    else spread(value, name === 'attributes' ? '' : `${name}.`, depth + 1, draft);
  };

  return (row) => {
    const draft: Draft = { fields: {}, attributes: Object.create(null), size: 0, leftOut: [], fault: undefined };
    spread(row, '', 0, draft);
    for (const [field, value] of Object.entries(set)) put(draft, field, value, false);
    return finish(draft, now);
  };
}

/** What an item as shown has beside what its shop gave; a shop that sends it back does not give it. */
function isGenerated(key: string, value: unknown): boolean {
  return key === 'generated' && isObject(value) && typeof value.by === 'string' && Array.isArray(value.synonyms);
}

function isPrice(name: string, value: unknown): boolean {
  return isPriceName(name) && readMoney(value) !== undefined;
}

/** The column of a price may say its unit. */
function valueFor(target: string, column: string, value: unknown): unknown {
  return target === 'price' || target === 'listPrice' ? inWholeUnits(column, value) : value;
}

/** Column → the fields that take it. */
function columnTargets(map: Readonly<Record<string, string>>): Map<string, string[]> {
  const targets = new Map<string, string[]>();
  for (const [field, column] of Object.entries(map)) targets.set(column, [...(targets.get(column) ?? []), field]);
  return targets;
}

interface Draft {
  readonly fields: { -readonly [Field in ItemField]?: Item[Field] };
  /** Without a prototype: a column may be called `constructor`. */
  readonly attributes: Record<string, AttributeValue>;
  /** Of the attributes. */
  size: number;
  readonly leftOut: Fault[];
  fault: Fault | undefined;
}

/** Puts a value where it belongs; with `ifAbsent`, what is there already stays. */
function put(draft: Draft, name: string, value: unknown, typed: boolean, ifAbsent = false): void {
  const content = typed ? value : readCell(name, value);
  if (isItemField(name)) {
    if (!(ifAbsent && name in draft.fields)) putField(draft, name, content);
  } else if (!(ifAbsent && name in draft.attributes)) putAttribute(draft, name, content, typed);
}

function putField(draft: Draft, field: ItemField, value: unknown): void {
  const read = FIELD_READERS[field](value);
  if (read === undefined) return;
  if (!isUnreadableValue(read)) {
    // Each field gets what its own reader gives.
    (draft.fields as Record<ItemField, unknown>)[field] = read;
    if (field === 'price') noteCurrency(draft, value);
  } else if (DECISIVE.has(field)) draft.fault ??= fault(`${field} ${read.unreadable}`, value);
  else draft.leftOut.push(fault(`${field} ${read.unreadable}`, value));
}

/** `12.99 EUR` names the currency too; one of its own counts more. */
function noteCurrency(draft: Draft, price: unknown): void {
  const currency = readMoney(price)?.currency;
  if (currency !== undefined) draft.fields.currency ??= currency;
}

function putAttribute(draft: Draft, name: string, value: unknown, typed: boolean): void {
  const read = readAttribute(name, value, typed);
  if (read === undefined) return;
  if (isUnreadableValue(read)) draft.leftOut.push(fault(`${name} ${read.unreadable}`));
  else if (name !== '' && draft.size++ < MOST_ATTRIBUTES) draft.attributes[name] = read;
}

function finish(draft: Draft, now: number | undefined): Normalised {
  if (now !== undefined) endSale(draft, now);
  const { fields, attributes, leftOut, fault: found } = draft;
  const { id, title, kind = DEFAULT_KIND } = fields;
  if (id !== undefined && isGone(attributes, now)) return { gone: id };
  if (found) return { fault: found, id };
  if (id === undefined) return { fault: fault('id is missing', title), id };
  if (title === undefined) return { fault: fault('title is missing', id), id };
  return { item: { ...fields, id, title, kind, attributes }, leftOut };
}

/** A row may say that its item is deleted, or until when it counts. */
function isGone(attributes: Draft['attributes'], now: number | undefined): boolean {
  if (attributes.deleted === true || attributes.deleted === 1) return true;
  return now !== undefined && hasExpired(attributes, now);
}

/** Outside of the dates of its sale an item costs what it does else. */
function endSale({ fields, attributes }: Draft, now: number): void {
  const { listPrice } = attributes;
  if (typeof listPrice !== 'number' || isOnSale(attributes, now)) return;
  fields.price = listPrice;
  delete attributes.listPrice;
}
