import { trainBiases } from './biases.ts';
import { trainContent } from './content.ts';
import type { RatingData } from './data.ts';
import { trainFactors } from './factors.ts';
import type { ItemFeatures } from './features.ts';
import { trainMean } from './means.ts';
import type { RatingModel } from './model.ts';
import { NEIGHBOUR_FORMULAS, trainNeighbours } from './neighbours.ts';
import { trainNetwork } from './network.ts';

/** A model with its usual settings. */
export interface NamedModel {
  /** One line for reports. */
  readonly description: string;
  train(data: RatingData, features: ItemFeatures): RatingModel;
}

/** Every single model by its name, from the simplest on. */
export const RATING_MODELS = {
  'global-mean': { description: 'μ', train: (data) => trainMean(data, 'all') },
  'user-mean': { description: 'r̄_u', train: (data) => trainMean(data, 'users') },
  'item-mean': { description: 'r̄_i', train: (data) => trainMean(data, 'items') },
  biases: { description: 'μ + b_u + b_i', train: (data) => trainBiases(data) },
  plain: {
    description: 'b_ui + Σ sim (r_ji − r̄_j) / √Σsim², Pearson, k = 40: without residuals and damping',
    train: (data) => trainNeighbours(data, NEIGHBOUR_FORMULAS.plain),
  },
  resnick: {
    description: 'r̄_u + Σ sim (r_ji − r̄_j) / Σ|sim|',
    train: (data) => trainNeighbours(data, NEIGHBOUR_FORMULAS.resnick),
  },
  users: {
    description: 'user neighbours: b_ui + λ Σ sim (r_ji − b_ji) / √Σsim²',
    train: (data) => trainNeighbours(data, NEIGHBOUR_FORMULAS.users),
  },
  items: {
    description: 'item neighbours: b_ui + λ Σ sim (r_uj − b_uj) / √Σsim²',
    train: (data) => trainNeighbours(data, NEIGHBOUR_FORMULAS.items),
  },
  factors: { description: 'μ + b_u + b_i + p_u · q_i', train: (data) => trainFactors(data) },
  content: { description: 'b_ui + x_i · y_u, profiles by ridge regression', train: trainContent },
  network: { description: 'b_ui + y_u · h_i, one hidden layer', train: trainNetwork },
} as const satisfies Record<string, NamedModel>;

export type RatingModelName = keyof typeof RATING_MODELS;

/** What the blend is made of. */
export const BLEND_PARTS: readonly RatingModelName[] = ['users', 'items', 'factors', 'content', 'network'];
