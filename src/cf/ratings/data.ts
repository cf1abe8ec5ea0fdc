import { type RatingMatrix, ratingMatrix, transposeRatings } from './matrix.ts';
import type { RatingScale, RatingTable } from './table.ts';

/** What a model is trained on: some or all ratings of a table, under the table's numbers of users and items. */
export interface RatingData {
  /** Users × items; a user or item without ratings has an empty row. */
  readonly byUser: RatingMatrix;
  /** Items × users: the same ratings. */
  readonly byItem: RatingMatrix;
  readonly count: number;
  /** μ, the mean rating; the middle of the scale when there is none. */
  readonly mean: number;
  readonly scale: RatingScale;
}

/** The ratings of some entries of the table; of all by default. */
export function ratingData(
  table: RatingTable,
  entries: Uint32Array = Uint32Array.from(table.value.keys()),
): RatingData {
  const { users, items, scale } = table;
  const chosen = {
    row: entries.map((entry) => table.user[entry]),
    column: entries.map((entry) => table.item[entry]),
    value: Float64Array.from(entries, (entry) => table.value[entry]),
  };
  const byUser = ratingMatrix(chosen, users.length, items.length);
  const sum = chosen.value.reduce((total, value) => total + value, 0);
  return {
    byUser,
    byItem: transposeRatings(byUser),
    count: entries.length,
    mean: entries.length === 0 ? (scale.min + scale.max) / 2 : sum / entries.length,
    scale,
  };
}
