import type { CandidateFeatures } from '#src/ports/features';

/** Names under which feeds say how many people rated an item. */
const COUNT_FIELDS = ['ratingCount', 'rating_count', 'reviewCount', 'review_count', 'reviews', 'ratings'] as const;
export const RATING_FIELDS = ['rating', ...COUNT_FIELDS] as const;

/** Ratings that the mean of the candidates is worth: from so many on an item's own mean counts more than it. */
const PRIOR_RATINGS = 10;

/**
 * By candidate the mean rating held back by a Bayesian prior: (prior · m + n · r) / (prior + n), where m is the mean of the
 * candidates' ratings, each counted as often as it was given. Without a count n is the prior itself, so that the order is
 * that of the ratings. `mean` is what an item without a rating is taken to have; NaN where none has one.
 */
export function bayesianRating(
  features: Pick<CandidateFeatures, 'numbers'>,
  prior: number = PRIOR_RATINGS,
): { readonly raw: Float64Array; readonly mean: number } {
  const ratings = features.numbers('rating');
  const columns = COUNT_FIELDS.map((field) => features.numbers(field));
  const counts = ratings.map((_, row) => columns.find((column) => column[row]! >= 0)?.[row] ?? prior);
  const known = [...ratings.keys()].filter((row) => !Number.isNaN(ratings[row]!));
  const total = known.reduce((sum, row) => sum + counts[row]!, 0);
  const mean = known.reduce((sum, row) => sum + ratings[row]! * (counts[row]! / (total || 1)), 0);
  if (known.length === 0) return { raw: ratings, mean: Number.NaN };
  const m = total > 0 ? mean : known.reduce((sum, row) => sum + ratings[row]!, 0) / known.length;
  return { raw: ratings.map((rating, row) => (prior * m + counts[row]! * rating) / (prior + counts[row]!)), mean: m };
}
