import type { Ragged } from './ragged.ts';

/** Odd multipliers of the two halves of a hash: the prime of FNV, and the one of MurmurHash2. */
const MULTIPLIERS = [0x01000193, 0x5bd1e995] as const;

/**
 * Identifiers are kept as 64-bit hashes, two numbers each: a tenth of the memory of the texts. With a million
 * identifiers the chance that a query meets a wrong one is below 1 in 10^13.
 */
export function hashIdentifiers(identifiers: readonly string[]): number[] {
  return identifiers.flatMap((identifier) => MULTIPLIERS.map((multiplier) => hash(identifier, multiplier)));
}

/** FNV-1a (Fowler, Noll, Vo) over UTF-16 units with the given multiplier. */
function hash(text: string, multiplier: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), multiplier);
  return hash >>> 0;
}

/** Bits that tell which identifiers may be there, of those that were removed too: one for each end of a first hash. */
const BITS = 2 ** 24;

export function createIdentifierBits(): Uint8Array {
  return new Uint8Array(BITS / 8);
}

/** `hashes` as `hashIdentifiers` gives them. */
export function markIdentifiers(bits: Uint8Array, hashes: ArrayLike<number>): void {
  for (let at = 0; at < hashes.length; at += 2) {
    const bit = hashes[at]! % BITS;
    bits[bit >>> 3]! |= 1 << (bit & 7);
  }
}

function isMarked(bits: Uint8Array, hash: number): boolean {
  const bit = hash % BITS;
  return (bits[bit >>> 3]! & (1 << (bit & 7))) !== 0;
}

/** The identifiers of all rows. */
export interface HeldIdentifiers {
  readonly ids: readonly string[];
  readonly identifiers: Ragged;
  readonly identifierBits: Uint8Array;
}

/** Rows of the items that have one of the identifiers, in the order of rows. */
export function rowsWithIdentifier(columns: HeldIdentifiers, identifiers: readonly string[]): number[] {
  const rows = new Set<number>();
  for (const identifier of identifiers) {
    const [first, second] = hashIdentifiers([identifier]);
    const { starts, lengths, data } = columns.identifiers;
    // Most of what is typed is no identifier; of a million, each look through all of them takes 3 ms.
    if (!isMarked(columns.identifierBits, first!)) continue;
    for (let row = 0; row < columns.ids.length; row++) {
      const end = starts[row]! + lengths[row]!;
      for (let at = starts[row]!; at < end; at += 2) if (data[at] === first && data[at + 1] === second) rows.add(row);
    }
  }
  return [...rows].sort((a, b) => a - b);
}
