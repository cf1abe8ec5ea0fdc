import { createWeights } from './descent.ts';
import type { ItemFeatures } from './features.ts';
import type { RatingMatrix } from './matrix.ts';

export interface HiddenLayerOptions {
  /** e_vi, shape [items][users]. */
  readonly residuals: RatingMatrix;
  readonly features: ItemFeatures;
  /** H: units. */
  readonly hidden: number;
  readonly regularisation: number;
  readonly seed: number;
}

/** h_i of `trainNetwork`: from the ratings and features of an item to H numbers within ±½. */
export interface HiddenLayer {
  /** Valid until the next call. `scale`, shape [ratings of the item], is by how much each counts; 1 without it. */
  activate(item: number, scale: Float64Array | undefined): Float64Array;
  /** Moves the weights against the gradient of the units that `activate` answered last, for the same arguments. */
  learn(item: number, scale: Float64Array, gradient: Float64Array, step: number): void;
}

export function createHiddenLayer({
  residuals: { columns, offsets, indices, values },
  features,
  hidden,
  regularisation,
  seed,
}: HiddenLayerOptions): HiddenLayer {
  const byUser = createWeights(columns, hidden, regularisation, seed + 2);
  const byFeature = createWeights(features.names.length, hidden, regularisation, seed + 3);
  const constant = createWeights(1, hidden, 0, seed + 4);
  const h = new Float64Array(hidden);
  const add = (weights: Float64Array, row: number, amount: number): void => {
    for (let unit = 0; unit < hidden; unit++) h[unit] += amount * weights[row * hidden + unit];
  };
  const featuresOf = (item: number) => features.indices.subarray(features.offsets[item], features.offsets[item + 1]);
  return {
    activate(item, scale) {
      h.fill(0);
      add(constant.values, 0, 1);
      const first = offsets[item];
      for (let at = first; at < offsets[item + 1]; at++) {
        const amount = values[at] * (scale ? scale[at - first] : 1);
        if (amount !== 0) add(byUser.values, indices[at], amount);
      }
      for (const feature of featuresOf(item)) add(byFeature.values, feature, 1);
      for (let unit = 0; unit < hidden; unit++) h[unit] = 1 / (1 + Math.exp(-h[unit])) - 0.5;
      return h;
    },
    learn(item, scale, gradient, step) {
      // The derivative of the logistic function, from its value.
      const slope = gradient.map((value, unit) => value * (0.5 + h[unit]) * (0.5 - h[unit]));
      constant.descend(0, slope, 1, step);
      const first = offsets[item];
      for (let at = first; at < offsets[item + 1]; at++) {
        if (scale[at - first] !== 0) byUser.descend(indices[at], slope, values[at] * scale[at - first], step);
      }
      for (const feature of featuresOf(item)) byFeature.descend(feature, slope, 1, step);
    },
  };
}
