import { decay } from './event-weights.ts';
import type { Interactions } from './interactions.ts';

/** Settled on five days of `hm`, where fashion changes by the day; a slower shop wants weeks. */
const POPULARITY_HALF_LIFE_DAYS = 2;

/** By item: the sum over its users of weight · 2^(−age / half-life). Shape [items], at least 0. */
export function popularity(
  { byUser, ageDays, items }: Interactions,
  halfLifeDays: number = POPULARITY_HALF_LIFE_DAYS,
): Float64Array {
  const total = new Float64Array(items.ids.length);
  for (let at = 0; at < byUser.indices.length; at++)
    total[byUser.indices[at]] += byUser.values[at] * decay(ageDays[at], halfLifeDays);
  return total;
}

export interface TrendingOptions {
  /** What "now" means, default 1 day. */
  readonly recentHalfLifeDays?: number;
  /** What it is compared with, default 7 days. */
  readonly usualHalfLifeDays?: number;
}

/**
 * How far an item's recent popularity lies above what its usual popularity would give, in standard deviations of a
 * Poisson count: (recent − expected) / √(expected + 1), where `expected` is its share of the usual popularity in the
 * recent total. Shape [items]; 0 for what is not above its usual, so nothing trends when nothing changes.
 */
export function trending(
  interactions: Interactions,
  { recentHalfLifeDays = 1, usualHalfLifeDays = 7 }: TrendingOptions = {},
): Float64Array {
  const recent = popularity(interactions, recentHalfLifeDays);
  const usual = popularity(interactions, usualHalfLifeDays);
  const scale = sum(recent) / (sum(usual) || 1);
  return recent.map((value, item) => {
    const expected = usual[item] * scale;
    return Math.max(0, (value - expected) / Math.sqrt(expected + 1));
  });
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
