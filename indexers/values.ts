/** Why a value cannot be read, e.g. `is not a number`; the field's name goes before it. */
export interface Unreadable {
  readonly unreadable: string;
}

/** A value as read; undefined when the row has none. */
export type Read<Value> = Value | undefined | Unreadable;

export function unreadable(why: string): Unreadable {
  return { unreadable: why };
}

export function isUnreadableValue(read: unknown): read is Unreadable {
  return typeof read === 'object' && read !== null && 'unreadable' in read;
}

/** What exports write where they have nothing, in fields that hold no free text. */
const NOTHING = new Set(['', '-', '--', 'n/a', 'na', 'none', 'null', 'nil', 'nan', 'unknown', 'undefined', '#n/a']);

export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'number') return Number.isNaN(value);
  return typeof value === 'string' && NOTHING.has(value.trim().toLowerCase());
}

const UNSTORABLE = /[\0\ud800-\udfff]/;

/** Without what stores cannot keep (zero bytes, halves of characters), outer blanks cut. */
export function cleanText(text: string): string {
  const storable = UNSTORABLE.test(text) ? text.replace(/\0/gu, '').replace(/\p{Surrogate}/gu, '\ufffd') : text;
  return storable.trim();
}

/** A scalar as text; undefined for everything else. JSON's numbers are written as JavaScript writes them. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return undefined;
}

export function scalarNumber(value: unknown): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? value : undefined;
}

/** Whether the value is an object with keys of its own, as JSON has them. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The text inside `{name: …}`, `{value: …}` and the like, as feeds of structured data write brands and pictures. */
export function innerText(value: unknown, keys: readonly string[]): string | undefined {
  if (!isObject(value)) return scalarText(value);
  for (const key of keys) {
    const text = scalarText(value[key]);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The parts of a text that commas divide. Patterns that take blanks along are slow where there are many. */
export function splitList(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}
