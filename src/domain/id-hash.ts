import { hash } from 'node:crypto';

/** Of our own making (RFC 9562, section 6.6): what ids of items are hashed in. */
const NAMESPACE = Buffer.from('5f6b1c3e0a5d4f6c9b1e7d2a48c03b96', 'hex');

/** SHA-1 of an item's id in our namespace, as a UUID of version 5 is made of it; 40 hexadecimal digits. */
export function hashId(id: string): string {
  return hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(id, 'utf8')]));
}

/** The first 48 bits of `hashId`: an order of items by chance that every store has in common. */
export function sampleKey(id: string): number {
  return Number.parseInt(hashId(id).slice(0, 12), 16);
}
