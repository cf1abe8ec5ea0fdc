import { VitrineError } from '#src/errors';
import { createHalfStep } from './als-half-step.ts';
import { normals } from './random.ts';
import { type SparseMatrix, transpose } from './sparse.ts';

export interface AlsOptions {
  /** Length of the vectors, default 64. */
  readonly factors?: number;
  /** λ, above 0: how strongly vectors are held near 0. */
  readonly regularisation?: number;
  /** α, above 0: the confidence in a pair of weight r is 1 + α · r, in all others 1. */
  readonly confidence?: number;
  /** Sweeps over users and items. */
  readonly iterations?: number;
  /** The same seed gives the same factors, to the bit. */
  readonly seed?: number;
  /** After each sweep; answers whether to go on. */
  readonly onIteration?: (iteration: number) => boolean;
}

/** Settled on `hm`; λ, α and the sweeps as CF.md's row of 64 factors. */
export const ALS = { factors: 64, regularisation: 1, confidence: 100, iterations: 15, seed: 42 } as const;

/** The factors of one training: user · item is near 1 where they go together, near 0 where not. */
export interface Factors {
  readonly factors: number;
  /** Shape [users][factors]. */
  readonly users: Float32Array;
  /** Shape [items][factors]. */
  readonly items: Float32Array;
}

/** Of the start: small, so that no chance direction outlives the first sweep. */
const START_DEVIATION = 0.01;

/**
 * Implicit alternating least squares (Hu, Koren & Volinsky, "Collaborative Filtering for Implicit Feedback Datasets",
 * 2008): minimises Σ_ui c_ui (p_ui − x_u · y_i)² + λ (Σ‖x_u‖² + Σ‖y_i‖²), where p_ui is 1 for the pairs of `byUser`
 * and c_ui = 1 + α · r_ui. Rows without entries get the zero vector.
 */
export function trainAls(byUser: SparseMatrix, options: AlsOptions = {}): Factors {
  const settings = { ...ALS, ...options };
  checkSettings(settings);
  const { factors, iterations, seed } = settings;
  const byItem = transpose(byUser);
  const users = normals(byUser.rows * factors, START_DEVIATION, seed);
  const items = normals(byUser.columns * factors, START_DEVIATION, seed + 1);
  const solveUsers = createHalfStep(byUser, settings);
  const solveItems = createHalfStep(byItem, settings);
  for (let iteration = 1; iteration <= iterations; iteration++) {
    solveUsers(items, users);
    solveItems(users, items);
    if (options.onIteration?.(iteration) === false) break;
  }
  return { factors, users, items };
}

function checkSettings(settings: Required<Omit<AlsOptions, 'onIteration'>>): void {
  for (const [name, value, isRight] of [
    ['factors', settings.factors, Number.isInteger(settings.factors) && settings.factors > 0],
    ['regularisation', settings.regularisation, settings.regularisation > 0 && settings.regularisation < Infinity],
    ['confidence', settings.confidence, settings.confidence > 0 && settings.confidence < Infinity],
    ['iterations', settings.iterations, Number.isInteger(settings.iterations) && settings.iterations > 0],
  ] as const) {
    if (!isRight)
      throw new VitrineError('invalid_configuration', `ALS cannot work with ${name} ${value}: use a number above 0.`);
  }
}
