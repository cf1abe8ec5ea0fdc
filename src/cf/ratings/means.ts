import type { RatingData } from './data.ts';
import type { RatingMatrix } from './matrix.ts';
import type { RatingModel } from './model.ts';

/** The plainest models, to compare others with: the mean of all ratings, of the user's, or of the item's. */
export function trainMean({ byUser, byItem, mean }: RatingData, of: 'all' | 'users' | 'items'): RatingModel {
  if (of === 'all') return { predict: () => mean };
  const means = rowMeans(of === 'users' ? byUser : byItem);
  return { predict: (user, item) => means[of === 'users' ? user : item] ?? mean };
}

/** Shape [rows]; undefined where a row is empty. */
export function rowMeans({ rows, offsets, values }: RatingMatrix): readonly (number | undefined)[] {
  return Array.from({ length: rows }, (_, row) => {
    const own = values.subarray(offsets[row], offsets[row + 1]);
    return own.length === 0 ? undefined : own.reduce((sum, value) => sum + value, 0) / own.length;
  });
}
