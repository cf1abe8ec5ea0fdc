const encoder = new TextEncoder();

/**
 * A 32-bit hash of a text, by which protocols divide data the same way on any machine: FNV-1a (Fowler, Noll, Vo) over
 * its UTF-8 bytes, then the finaliser of MurmurHash3 (Appleby's fmix32), without which the low bits of similar texts
 * would be alike. Whole, from 0 to 2^32 − 1.
 */
export function h32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
