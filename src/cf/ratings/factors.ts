import { dot } from '../dense.ts';
import { createRandom, normals } from '../random.ts';
import { trainBiases } from './biases.ts';
import type { RatingData } from './data.ts';
import { fallingRate, shuffle } from './descent.ts';
import { rowOfEntries } from './matrix.ts';
import type { RatingModel } from './model.ts';

export interface FactorOptions {
  /** f: length of the vectors p_u and q_i. */
  readonly factors: number;
  /** Passes over all ratings. */
  readonly epochs: number;
  /** γ: how far a step goes at first. */
  readonly rate: number;
  /** λ: pull of the vectors towards 0. */
  readonly regularisation: number;
  /** The same for the biases. */
  readonly biasRegularisation: number;
  /** Deviation of the first values, in roots of units of ratings. */
  readonly spread: number;
  readonly seed: number;
}

/** Chosen on ml-100k. */
export const FACTOR_DEFAULTS: FactorOptions = {
  factors: 48,
  epochs: 40,
  rate: 0.03,
  regularisation: 0.11,
  biasRegularisation: 0.02,
  spread: 0.1,
  seed: 1,
};

/**
 * Biased matrix factorisation, r̂_ui = μ + b_u + b_i + p_u · q_i, by stochastic gradient descent on
 * Σ (r_ui − r̂_ui)² + λ (|p_u|² + |q_i|²) + …: Koren, Bell, Volinsky, "Matrix factorization techniques for recommender
 * systems", IEEE Computer 42(8), 2009. Users and items without ratings have their bias alone.
 */
export function trainFactors(data: RatingData, options: Partial<FactorOptions> = {}): RatingModel {
  const settings = { ...FACTOR_DEFAULTS, ...options };
  const { factors, epochs, rate, spread, seed } = settings;
  const { mean, user, item } = trainBiases(data);
  const p = Float64Array.from(normals(user.length * factors, spread, seed));
  const q = Float64Array.from(normals(item.length * factors, spread, seed + 1));
  const step = createStep({ p, q, user, item }, settings);
  const { indices, values } = data.byUser;
  const users = rowOfEntries(data.byUser);
  const order = Uint32Array.from(users.keys());
  const random = createRandom(seed + 2);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const gamma = fallingRate(rate, epoch, epochs);
    for (const at of order) step(users[at], indices[at], values[at] - mean, gamma);
  }
  const hasBoth = (u: number, i: number): boolean =>
    data.byUser.offsets[u + 1] > data.byUser.offsets[u] && data.byItem.offsets[i + 1] > data.byItem.offsets[i];
  return {
    predict: (u, i) =>
      mean + (user[u] ?? 0) + (item[i] ?? 0) + (hasBoth(u, i) ? dot(p, u * factors, q, i * factors, factors) : 0),
  };
}

interface Parameters {
  /** Shape [users][factors]. */
  readonly p: Float64Array;
  /** Shape [items][factors]. */
  readonly q: Float64Array;
  readonly user: Float64Array;
  readonly item: Float64Array;
}

/** One step down the gradient of one rating; `rating` is r_ui − μ. */
function createStep(
  { p, q, user, item }: Parameters,
  { factors, regularisation, biasRegularisation }: FactorOptions,
): (u: number, i: number, rating: number, gamma: number) => void {
  return (u, i, rating, gamma) => {
    const [pu, qi] = [u * factors, i * factors];
    const error = rating - user[u] - item[i] - dot(p, pu, q, qi, factors);
    user[u] += gamma * (error - biasRegularisation * user[u]);
    item[i] += gamma * (error - biasRegularisation * item[i]);
    const pull = 1 - gamma * regularisation;
    const push = gamma * error;
    for (let f = 0; f < factors; f++) {
      const a = p[pu + f];
      const b = q[qi + f];
      p[pu + f] = pull * a + push * b;
      q[qi + f] = pull * b + push * a;
    }
  };
}
