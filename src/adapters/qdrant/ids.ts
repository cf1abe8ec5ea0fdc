import { hashId } from '#src/domain/id-hash';

/**
 * The id of an item's point: a UUID of version 5 (RFC 9562) of the item's id, but for the last 16 bits, which are 0.
 * They leave 106 bits of the hash: that two of a billion items share them has a probability of 10⁻¹⁴.
 */
export function itemPoint(id: string): string {
  const hex = hashId(id);
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 28)}0000`;
}

/** The id of a picture's point: its item's, with the number of the picture (to 65,534) plus 1 in the last 16 bits. */
export function picturePoint(item: string, number: number): string {
  return `${item.slice(0, -4)}${(number + 1).toString(16).padStart(4, '0')}`;
}

/** Item and number of a picture's point. */
export function pictureOf(point: string): { readonly item: string; readonly number: number } {
  return { item: `${point.slice(0, -4)}0000`, number: Number.parseInt(point.slice(-4), 16) - 1 };
}
