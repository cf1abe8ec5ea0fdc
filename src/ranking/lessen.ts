import { floats } from '#src/domain/column';
import type { Fused } from './fuse.ts';

/** What is taken from scores, and under which name. */
export interface Lessening {
  readonly name: string;
  /** By candidate, 0..1: the part that concerns it. */
  readonly share: Float64Array;
  /** 0..1: what a candidate with a share of 1 loses of its score. */
  readonly weight: number;
}

/**
 * Takes from every score a part of it. The signal's value is that part of the score and its weight is negative, so
 * contributions still add up. One that concerns no candidate, or weighs nothing, is left out.
 */
export function lessen({ scores, signals }: Fused, { name, share, weight }: Lessening): Fused {
  if (weight === 0 || share.every((part) => part === 0)) return { scores, signals };
  const values = floats(scores.length, (row) => Math.max(0, scores[row]!) * share[row]!);
  return {
    scores: floats(scores.length, (row) => scores[row]! - weight * values[row]!),
    signals: [...signals, { name, raw: share, values, weight: -weight }],
  };
}

/** What a popular item loses, so that what everybody wants leaves room for the rest. */
export const POPULARITY_DISCOUNT = 'popularity-discount';
