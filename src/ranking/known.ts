import type { History } from '#src/cf/history';

/** From so much evidence on a shopper's own signals have their full weight: half a purchase, a cart, or three clicks. */
const ENOUGH = 0.5;

/**
 * How much is known of a shopper, 0..1: the strengths of what they did, each item once. A single click is a weak witness, and
 * bringing signals to one scale would make as much of it as of a hundred purchases.
 */
export function knownShare({ strengths }: Pick<History, 'strengths'>): number {
  const evidence = strengths.reduce((sum, strength) => sum + strength, 0);
  return Math.min(1, evidence / ENOUGH);
}
