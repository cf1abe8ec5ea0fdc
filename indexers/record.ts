import { hash } from 'node:crypto';
import { ITEM_FIELDS, type Item } from '#src/domain/item';
import type { NewRecord, PictureSource } from '#src/ports/records';

/** Changes whenever equal rows should be indexed anew although nothing in them changed. */
const RECORD_VERSION = 1;

/**
 * An item of record, with the hash of all that would have to be indexed anew if it changed. `row`: hash of the row that
 * gives it wholly.
 */
export function createRecord(item: Item, pictures: readonly PictureSource[], row?: string): NewRecord {
  const { attributes } = item;
  const fields = ITEM_FIELDS.map((field) => item[field]);
  const names = Object.keys(attributes).sort();
  const values = names.map((name) => attributes[name]);
  const places = pictures.map(({ number, path, signature }) => [number, path, signature]);
  const generated = item.generated ? [item.generated] : [];
  const hash = hashText(JSON.stringify([RECORD_VERSION, fields, names, values, places, ...generated]));
  return { item, pictures, hash, ...(row !== undefined && { row }) };
}

/**
 * Hash of what says what an item is: its words and its first picture, by size, since copying a folder changes times.
 * Prices, stock and ratings do not count, nor what was generated.
 */
export function contentHash({ item, pictures }: Pick<NewRecord, 'item' | 'pictures'>): string {
  const { title, description, brand, category, attributes } = item;
  const names = Object.keys(attributes).sort();
  const signature = pictures[0]?.signature.replace(/^(\d+):\d+$/u, '$1');
  return hashText(
    JSON.stringify([title, description, brand, category, names.map((name) => [name, attributes[name]]), signature]),
  );
}

export function hashText(text: string): string {
  return hash('sha256', text, 'base64url');
}

export function hashBytes(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url');
}
