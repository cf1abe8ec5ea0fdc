import { createHash } from 'node:crypto';
import type { Item } from '#src/domain/item';
import type { NewRecord, PictureSource } from '#src/ports/records';

/** Changes whenever equal rows should be indexed anew although nothing in them changed. */
const RECORD_VERSION = 1;

/** An item of record, with the hash of all that would have to be indexed anew if it changed. */
export function createRecord(item: Item, pictures: readonly PictureSource[]): NewRecord {
  const { attributes, ...fields } = item;
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const places = pictures.map(({ number, path, signature }) => [number, path, signature]);
  return { item, pictures, hash: hashText(JSON.stringify([RECORD_VERSION, fields, sorted, places])) };
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
