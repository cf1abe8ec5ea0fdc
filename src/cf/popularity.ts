import { decay } from './event-weights.ts';
import type { Interactions } from './interactions.ts';
import { topPlaces } from './top.ts';

/** Settled on five days of `hm`, where fashion changes by the day; a slower shop wants weeks. */
export const POPULARITY_HALF_LIFE_DAYS = 2;

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

/** The best items of each category; an item may have several categories or none. Items of score 0 are left out. */
export function topByCategory(
  scores: Float64Array,
  categoriesOf: (item: number) => readonly string[],
  count: number,
): Map<string, Uint32Array> {
  const members = new Map<string, number[]>();
  for (let item = 0; item < scores.length; item++) {
    if (!(scores[item] > 0)) continue;
    for (const category of new Set(categoriesOf(item))) {
      const own = members.get(category);
      if (own) own.push(item);
      else members.set(category, [item]);
    }
  }
  return new Map([...members].map(([category, own]) => [category, best(scores, own, count)]));
}

function best(scores: Float64Array, items: readonly number[], count: number): Uint32Array {
  const places = topPlaces(
    Float64Array.from(items, (item) => scores[item]),
    count,
  );
  return places.map((place) => items[place]);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
