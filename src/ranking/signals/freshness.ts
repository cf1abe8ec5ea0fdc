import type { CandidateFeatures } from '#src/ports/features';

export const FRESHNESS_FIELDS = ['createdAt'] as const;

const DAY_MS = 86_400_000;
/** A convention: a season. */
const FRESHNESS_HALF_LIFE_DAYS = 90;

/**
 * By candidate 2^(−age / half-life), 0..1, NaN without a date. Age is counted from the newest of the candidates, never from
 * today: a catalog that nobody adds to keeps its order.
 */
export function freshness(
  features: Pick<CandidateFeatures, 'numbers'>,
  halfLifeDays: number = FRESHNESS_HALF_LIFE_DAYS,
): Float64Array {
  const created = features.numbers('createdAt');
  const newest = Math.max(...created.filter((at) => !Number.isNaN(at)));
  return created.map((at) => 2 ** (-(newest - at) / DAY_MS / halfLifeDays));
}
