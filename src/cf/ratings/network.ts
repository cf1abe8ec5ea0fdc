import { dot } from '../dense.ts';
import { createRandom } from '../random.ts';
import { residualsByUser, trainBiases } from './biases.ts';
import type { RatingData } from './data.ts';
import { createWeights, fallingRate, shuffle, type Weights } from './descent.ts';
import type { ItemFeatures } from './features.ts';
import { createHiddenLayer } from './hidden-layer.ts';
import { type RatingMatrix, transposeRatings } from './matrix.ts';
import type { RatingModel } from './model.ts';

export interface NetworkOptions {
  /** H: units of the hidden layer. */
  readonly hidden: number;
  /** Passes over all items. */
  readonly epochs: number;
  /** How far a step goes at first. */
  readonly rate: number;
  /** λ: pull of the weights towards 0, for each use of them. */
  readonly regularisation: number;
  /** Share of an item's ratings that the hidden layer does not see in a step; 0 up to, not including, 1. */
  readonly dropout: number;
  readonly seed: number;
}

/** Chosen on ml-100k. */
const NETWORK_DEFAULTS: NetworkOptions = {
  hidden: 40,
  epochs: 30,
  rate: 0.05,
  regularisation: 0.4,
  dropout: 0.5,
  seed: 1,
};

/**
 * A small neural model f(x_i, y_u) = b_ui + y_u · h_i with one hidden layer that sees who rated the item how, and its
 * features:
 *
 *     h_i = σ(c + Σ_v e_vi · V_v + Σ_f x_if · F_f) − ½          e_vi = r_vi − b_vi
 *
 * It is the item-based autoencoder of Sedhain, Menon, Sanner, Xie, "AutoRec: autoencoders meet collaborative filtering",
 * WWW 2015, on residuals and with side information, trained to restore ratings that were dropped from its input
 * (Vincent et al., "Extracting and composing robust features with denoising autoencoders", ICML 2008), by the steps of
 * Duchi, Hazan, Singer, "Adaptive subgradient methods" (AdaGrad), JMLR 12, 2011. A user without ratings gets the
 * biases; an item without ratings is known by its features.
 */
export function trainNetwork(
  data: RatingData,
  features: ItemFeatures,
  options: Partial<NetworkOptions> = {},
): RatingModel {
  const { hidden, epochs, rate, regularisation, dropout, seed } = { ...NETWORK_DEFAULTS, ...options };
  const biases = trainBiases(data);
  const residuals = transposeRatings(residualsByUser(data, biases));
  const layer = createHiddenLayer({ residuals, features, hidden, regularisation, seed });
  const output = createWeights(residuals.columns, hidden, regularisation, seed);
  const random = createRandom(seed + 1);
  const order = Uint32Array.from({ length: residuals.rows }, (_, item) => item);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const step = fallingRate(rate, epoch, epochs);
    for (const item of order) {
      const scale = drop(residuals, item, dropout, random);
      const h = layer.activate(item, scale);
      layer.learn(item, scale, learnOutput(residuals, item, h, output, step), step);
    }
  }
  const activations = Array.from({ length: residuals.rows }, (_, item) => layer.activate(item, undefined).slice());
  return {
    predict(user, item) {
      const h = activations[item];
      const isUser = user >= 0 && user < residuals.columns && data.byUser.offsets[user] < data.byUser.offsets[user + 1];
      return biases.predict(user, item) + (h && isUser ? dot(output.values, user * hidden, h, 0, hidden) : 0);
    },
  };
}

/** By how much each rating of the item counts as input: 0 when it is dropped, the rest the more. Shape [entries]. */
function drop({ offsets }: RatingMatrix, item: number, share: number, random: () => number): Float64Array {
  const kept = 1 / (1 - share);
  return Float64Array.from({ length: offsets[item + 1] - offsets[item] }, () => (random() < share ? 0 : kept));
}

/** Moves the y_u of all who rated the item; answers the gradient of the hidden units, shape [hidden]. */
function learnOutput(
  { offsets, indices, values }: RatingMatrix,
  item: number,
  h: Float64Array,
  output: Weights,
  step: number,
): Float64Array {
  const gradient = new Float64Array(h.length);
  for (let at = offsets[item]; at < offsets[item + 1]; at++) {
    const from = indices[at] * h.length;
    const error = dot(output.values, from, h, 0, h.length) - values[at];
    for (let unit = 0; unit < h.length; unit++) gradient[unit] += error * output.values[from + unit];
    output.descend(indices[at], h, error, step);
  }
  return gradient;
}
