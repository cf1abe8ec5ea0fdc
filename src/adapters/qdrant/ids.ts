import { createHash } from 'node:crypto';

/** Of our own making (RFC 9562, section 6.6): what ids of items are names in. */
const NAMESPACE = Buffer.from('5f6b1c3e0a5d4f6c9b1e7d2a48c03b96', 'hex');

/**
 * The id of an item's point: a UUID of version 5 (RFC 9562) of the item's id, but for the last 16 bits, which are 0.
 * They leave 106 bits of the hash: two of a billion items share them with a probability of 10⁻¹⁴.
 */
export function itemPoint(id: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(id, 'utf8').digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 14);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}0000`;
}

/** Greatest number of a picture that has a point. */
export const LAST_PICTURE = 65_534;

/** The id of a picture's point: its item's, with the number of the picture plus 1 in the last 16 bits. */
export function picturePoint(item: string, number: number): string {
  return `${item.slice(0, -4)}${(number + 1).toString(16).padStart(4, '0')}`;
}

/** Item and number of a picture's point. */
export function pictureOf(point: string): { readonly item: string; readonly number: number } {
  return { item: itemOf(point), number: Number.parseInt(point.slice(-4), 16) - 1 };
}

/** The item's point of a picture's or of an item's own point. */
export function itemOf(point: string): string {
  return `${point.slice(0, -4)}0000`;
}
