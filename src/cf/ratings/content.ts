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
const CONTENT_DEFAULTS: ContentOptions = { regularisation: 20 };

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

/** y_u, shape [features], from the rows x_i and residuals e_i of the user's items, by the smaller of two equal systems. */
function solveProfile(residuals: RatingMatrix, user: number, features: ItemFeatures, ridge: number): Float64Array {
  const from = residuals.offsets[user];
  const to = residuals.offsets[user + 1];
  const rated: RatedItems = {
    features: Array.from({ length: to - from }, (_, n) => featuresOf(features, residuals.indices[from + n])),
    weights: Float64Array.from({ length: to - from }, (_, n) => weightOf(features, residuals.indices[from + n])),
    residuals: residuals.values.subarray(from, to),
  };
  const width = features.names.length;
  return to - from < width ? solveByItems(rated, width, ridge) : solveByFeatures(rated, width, ridge);
}

interface RatedItems {
  readonly features: readonly Uint32Array[];
  /** The value of each feature that the item has. */
  readonly weights: Float64Array;
  readonly residuals: Float64Array;
}

/** (XᵀX + λI) y = Xᵀe */
function solveByFeatures({ features, weights, residuals }: RatedItems, width: number, ridge: number): Float64Array {
  const profile = new Float64Array(width);
  const gram = new Float64Array(width * width);
  for (let f = 0; f < width; f++) gram[f * width + f] = ridge;
  for (const [n, own] of features.entries()) {
    for (const f of own) {
      profile[f] += weights[n] * residuals[n];
      for (const g of own) gram[f * width + g] += weights[n] ** 2;
    }
  }
  choleskyInPlace(gram, width);
  return solveCholesky(gram, width, profile);
}

/** y = Xᵀα with (XXᵀ + λI) α = e */
function solveByItems({ features, weights, residuals }: RatedItems, width: number, ridge: number): Float64Array {
  const count = features.length;
  const kernel = new Float64Array(count * count);
  const row = new Float64Array(width);
  for (let n = 0; n < count; n++) {
    for (const f of features[n]) row[f] = weights[n];
    for (let m = 0; m <= n; m++) for (const f of features[m]) kernel[n * count + m] += row[f] * weights[m];
    kernel[n * count + n] += ridge;
    for (const f of features[n]) row[f] = 0;
  }
  choleskyInPlace(kernel, count);
  const alpha = solveCholesky(kernel, count, residuals.slice());
  const profile = new Float64Array(width);
  for (let n = 0; n < count; n++) for (const f of features[n]) profile[f] += weights[n] * alpha[n];
  return profile;
}

function featuresOf({ offsets, indices }: ItemFeatures, item: number): Uint32Array {
  return indices.subarray(offsets[item], offsets[item + 1]);
}

/** Length 1 for every x_i that has features. */
function weightOf({ offsets }: ItemFeatures, item: number): number {
  return 1 / Math.sqrt(Math.max(1, offsets[item + 1] - offsets[item]));
}
