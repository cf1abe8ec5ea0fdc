import { choleskyInPlace, solveCholesky } from '../dense.ts';
import { createRandom } from '../random.ts';
import { type Biases, trainBiases } from './biases.ts';
import { ratingData } from './data.ts';
import { clip, type RatingModel, type TrainRatings } from './model.ts';
import type { RatingTable } from './table.ts';

export interface BlendOptions {
  /** Share of the training ratings that are held out to learn the weights by; above 0, below 1. */
  readonly heldOut: number;
  /** Pull of the weights towards 0, in ratings. */
  readonly regularisation: number;
  readonly seed: number;
}

const BLEND_DEFAULTS: BlendOptions = { heldOut: 0.1, regularisation: 1, seed: 1 };

/** How much each part of a blend counts. */
export interface Stack {
  /** Shape [parts]; those left out weigh 0. */
  weights(leftOut?: readonly string[]): Float64Array;
}

/** A way to train one part of a blend. */
export interface Part {
  readonly name: string;
  readonly train: TrainRatings;
}

/**
 * Linear stacking: r̂_ui = b_ui + Σ_m w_m · (r̂ᵐ_ui − b_ui). The weights are the ridge regression on ratings that were
 * held out from training the parts; for the blend the parts are then trained anew on all the data. Breiman, "Stacked
 * regressions", Machine Learning 24, 1996. With nothing held out all weights are 0.
 */
export function trainStack(
  table: RatingTable,
  entries: Uint32Array,
  parts: readonly Part[],
  options: Partial<BlendOptions> = {},
): Stack {
  const { heldOut, regularisation, seed } = { ...BLEND_DEFAULTS, ...options };
  const random = createRandom(seed);
  const isHeldOut = Uint8Array.from(entries, () => (random() < heldOut ? 1 : 0));
  const inner = ratingData(
    table,
    entries.filter((_, n) => isHeldOut[n] === 0),
  );
  const judged = byUser(
    table,
    entries.filter((_, n) => isHeldOut[n] === 1),
  );
  const base = predictAll(trainBiases(inner), table, judged);
  const targets = Float64Array.from(judged, (entry, n) => table.value[entry] - base[n]);
  const deviations = parts.map(({ train }) =>
    predictAll(train(inner), table, judged).map((prediction, n) => prediction - base[n]),
  );
  return {
    weights(leftOut = []) {
      const used = [...parts.keys()].filter((part) => !leftOut.includes(parts[part].name));
      const solved = solveWeights(
        used.map((part) => deviations[part]),
        targets,
        regularisation,
      );
      const weights = new Float64Array(parts.length);
      for (const [n, part] of used.entries()) weights[part] = solved[n];
      return weights;
    },
  };
}

/** The blend of models that were trained on the same data; shape of `models` and `weights` [parts]. */
export function blend(biases: Biases, models: readonly RatingModel[], weights: Float64Array): RatingModel {
  return {
    predict(user, item) {
      const base = biases.predict(user, item);
      let sum = base;
      for (const [part, model] of models.entries())
        if (weights[part] !== 0) sum += weights[part] * (model.predict(user, item) - base);
      return sum;
    },
  };
}

/** Entries of one user after another: neighbours are quick at that. */
export function byUser(table: RatingTable, entries: Uint32Array): Uint32Array {
  return entries.slice().sort((a, b) => table.user[a] - table.user[b] || a - b);
}

/** Predictions within the scale for entries of the table, shape [entries]. */
export function predictAll({ predict }: RatingModel, table: RatingTable, entries: Uint32Array): Float64Array {
  return Float64Array.from(entries, (entry) => clip(predict(table.user[entry], table.item[entry]), table.scale));
}

/** w of min |t − D w|² + λ |w|²; `columns` are those of D. */
function solveWeights(columns: readonly Float64Array[], targets: Float64Array, ridge: number): Float64Array {
  const size = columns.length;
  const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, n) => sum + value * b[n], 0);
  const gram = Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return inner(columns[row], columns[column]) + (row === column ? ridge : 0);
  });
  choleskyInPlace(gram, size);
  return solveCholesky(
    gram,
    size,
    Float64Array.from(columns, (column) => inner(column, targets)),
  );
}
