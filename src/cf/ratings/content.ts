import { choleskyInPlace, solveCholesky } from '../dense.ts';
import { residualsByUser, trainBiases } from './biases.ts';
import type { RatingData } from './data.ts';
import type { ItemFeatures } from './features.ts';
import type { RatingMatrix } from './matrix.ts';
import type { RatingModel } from './model.ts';

export interface ContentOptions {
  /** λ: ratings of 0 that a user is taken to have given to each feature; above 0. */
  readonly regularisation: number;
}

/** Chosen on ml-100k. */
export const CONTENT_DEFAULTS: ContentOptions = { regularisation: 20 };

/**
 * A content-based model: r̂_ui = b_ui + x_i · y_u, where x_i are the features of the item, each 1 / √(features of the
 * item), and y_u is the user's profile: the ridge regression min Σ_i (r_ui − b_ui − x_i · y_u)² + λ |y_u|². Hoerl and
 * Kennard, "Ridge regression", Technometrics 12, 1970; profiles as in Pazzani and Billsus, "Content-based
 * recommendation systems", 2007. An item without features, or a user without ratings, gets the biases.
 */
export function trainContent(
  data: RatingData,
  features: ItemFeatures,
  options: Partial<ContentOptions> = {},
): RatingModel {
  const { regularisation } = { ...CONTENT_DEFAULTS, ...options };
  const biases = trainBiases(data);
  const residuals = residualsByUser(data, biases);
  const width = features.names.length;
  const profiles = new Float64Array(residuals.rows * width);
  for (let user = 0; user < residuals.rows; user++)
    profiles.set(solveProfile(residuals, user, features, regularisation), user * width);
  const liking = (user: number, item: number): number => {
    let sum = 0;
    for (let at = features.offsets[item]; at < features.offsets[item + 1]; at++)
      sum += profiles[user * width + features.indices[at]];
    return sum * weightOf(features, item);
  };
  const isKnown = (user: number, item: number): boolean =>
    user >= 0 && user < residuals.rows && item >= 0 && item < residuals.columns;
  return { predict: (user, item) => biases.predict(user, item) + (isKnown(user, item) ? liking(user, item) : 0) };
}

/** y_u, shape [features]: (XᵀX + λI) y = Xᵀe with the user's items as rows of X and residuals e. */
function solveProfile(residuals: RatingMatrix, user: number, features: ItemFeatures, ridge: number): Float64Array {
  const width = features.names.length;
  const profile = new Float64Array(width);
  if (residuals.offsets[user] === residuals.offsets[user + 1]) return profile;
  const gram = new Float64Array(width * width);
  for (let f = 0; f < width; f++) gram[f * width + f] = ridge;
  for (let at = residuals.offsets[user]; at < residuals.offsets[user + 1]; at++) {
    const item = residuals.indices[at];
    const weight = weightOf(features, item);
    const own = features.indices.subarray(features.offsets[item], features.offsets[item + 1]);
    for (const f of own) {
      profile[f] += weight * residuals.values[at];
      for (const g of own) gram[f * width + g] += weight * weight;
    }
  }
  choleskyInPlace(gram, width);
  return solveCholesky(gram, width, profile);
}

/** Length 1 for every x_i that has features. */
function weightOf({ offsets }: ItemFeatures, item: number): number {
  return 1 / Math.sqrt(Math.max(1, offsets[item + 1] - offsets[item]));
}
