/**
 * An identifier (id, SKU, GTIN, MPN) as it is compared: NFKC, lower case, without blanks and punctuation, so that
 * `WH-1000 XM4` and `wh1000xm4` are one. Leading zeros count (`007` is not `7`), and what is nothing but punctuation
 * stays as it is, so a non-empty text never gives an empty one.
 */
export function normaliseIdentifier(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  return folded.replace(/[\p{P}\p{Z}\s]+/gu, '') || folded.trim() || text;
}
