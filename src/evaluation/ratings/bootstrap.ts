import { eachResample, RESAMPLES } from '../bootstrap.ts';
import type { ErrorSums } from './errors.ts';

/** Users are drawn in groups of neighbours in the table when there are more than this: as exact, and quicker. */
const MOST_GROUPS = 2_000;

/**
 * The mean RMSE over folds of every model in resamples of the users, drawn with replacement; the same users for each
 * model, so that differences of models are paired. Users are drawn rather than ratings because the errors of one user
 * depend on each other. Shape [models][resamples].
 */
export function resampleRmse(models: readonly ErrorSums[], folds: number): Float64Array[] {
  const users = (models[0]?.count.length ?? 0) / folds;
  const groups = Math.min(users, MOST_GROUPS);
  const grouped = models.map(({ squared, count }) => ({
    squared: groupSums(squared, users, groups),
    count: groupSums(count, users, groups),
  }));
  const samples = models.map(() => new Float64Array(RESAMPLES));
  eachResample(groups, (drawn, resample) => {
    for (const [model, { squared, count }] of grouped.entries())
      samples[model][resample] = meanRmse(squared, count, drawn, folds);
  });
  return samples;
}

function groupSums(sums: Float64Array, users: number, groups: number): Float64Array {
  const grouped = new Float64Array((sums.length / users) * groups);
  for (let at = 0; at < sums.length; at++) {
    const fold = Math.floor(at / users);
    grouped[fold * groups + Math.floor(((at % users) * groups) / users)] += sums[at];
  }
  return grouped;
}

/** Folds of which nothing was drawn do not count. */
function meanRmse(squared: Float64Array, count: Float64Array, drawn: Uint32Array, folds: number): number {
  const groups = drawn.length;
  let [total, counted] = [0, 0];
  for (let fold = 0; fold < folds; fold++) {
    let [errors, ratings] = [0, 0];
    for (const group of drawn) {
      errors += squared[fold * groups + group];
      ratings += count[fold * groups + group];
    }
    if (ratings === 0) continue;
    total += Math.sqrt(errors / ratings);
    counted++;
  }
  return total / counted;
}
