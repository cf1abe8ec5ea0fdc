import type { Child } from './dom.ts';
import { h } from './dom.ts';

export function number(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: 2 });
}

/** A price in its currency; a plain number when there is none, or none that is known. */
export function price(value: number, currency: unknown): string {
  try {
    if (typeof currency !== 'string') return number(value);
    const whole = Number.isInteger(value) ? { minimumFractionDigits: 0 } : {};
    return value.toLocaleString(undefined, { style: 'currency', currency, ...whole });
  } catch {
    return `${number(value)} ${currency}`;
  }
}

const ACRONYMS = new Set(['sku', 'gtin', 'mpn', 'ean', 'isbn', 'asin', 'upc']);

/** `frame_size` and `frameSize` → `Frame size`. */
export function label(field: string): string {
  const words = field
    .replace(/[_-]+/gu, ' ')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .trim();
  if (ACRONYMS.has(words)) return words.toUpperCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `in_stock` → `In stock`; values that are words already stay as they are. */
export function valueLabel(value: string): string {
  return /^[a-z]+(?:_[a-z]+)+$/u.test(value) ? label(value) : value;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** A text with `<mark>` around matched words, as nodes: nothing in it is ever read as HTML. */
export function highlighted(marked: string): Child[] {
  return marked.split(/(<mark>.*?<\/mark>)/su).map((part) => {
    const inner = /^<mark>(.*)<\/mark>$/su.exec(part)?.[1];
    const text = (inner ?? part).replace(/&(amp|lt|gt|quot|#39);/gu, (_, name: string) => ENTITIES[name] ?? '');
    return inner === undefined ? text : h('mark', {}, text);
  });
}
