import type { RatingData } from './data.ts';
import { mapRatings, type RatingMatrix } from './matrix.ts';
import type { RatingModel } from './model.ts';

export interface BiasOptions {
  /** Ratings of 0 that each user is taken to have beside their own, in ratings; 0 and up. */
  readonly userShrink: number;
  /** The same for each item. */
  readonly itemShrink: number;
  /** Sweeps over items and users; they converge geometrically. */
  readonly sweeps: number;
}

/** Chosen on ml-100k, where they gave the least error. */
const BIAS_DEFAULTS: BiasOptions = { userShrink: 5, itemShrink: 2, sweeps: 10 };

/** b_ui = μ + b_u + b_i: how kindly a user rates and how well an item is liked. */
export interface Biases extends RatingModel {
  readonly mean: number;
  /** b_u in units of ratings, shape [users]; 0 for a user without ratings. */
  readonly user: Float64Array;
  /** b_i, shape [items]. */
  readonly item: Float64Array;
}

/**
 * Biases by alternating least squares: b_i = Σ_u (r_ui − μ − b_u) / (n_i + λ_i), then b_u the same way, in turn. Koren,
 * "Factor in the neighbors: scalable and accurate collaborative filtering", ACM TKDD 4(1), 2010, section 2.1.
 */
export function trainBiases(data: RatingData, options: Partial<BiasOptions> = {}): Biases {
  const { userShrink, itemShrink, sweeps } = { ...BIAS_DEFAULTS, ...options };
  const { byUser, byItem, mean } = data;
  const user = new Float64Array(byUser.rows);
  const item = new Float64Array(byItem.rows);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    solve(byItem, mean, user, itemShrink, item);
    solve(byUser, mean, item, userShrink, user);
  }
  return { mean, user, item, predict: (u, i) => mean + (user[u] ?? 0) + (item[i] ?? 0) };
}

/** r_ui − b_ui, users × items. */
export function residualsByUser({ byUser }: RatingData, { predict }: Biases): RatingMatrix {
  return mapRatings(byUser, (user, item, value) => value - predict(user, item));
}

/** The bias of every row, given those of the columns. */
function solve(matrix: RatingMatrix, mean: number, other: Float64Array, shrink: number, own: Float64Array): void {
  const { rows, offsets, indices, values } = matrix;
  for (let row = 0; row < rows; row++) {
    const count = offsets[row + 1] - offsets[row];
    let sum = 0;
    for (let at = offsets[row]; at < offsets[row + 1]; at++) sum += values[at] - mean - other[indices[at]];
    own[row] = count === 0 ? 0 : sum / (count + shrink);
  }
}
