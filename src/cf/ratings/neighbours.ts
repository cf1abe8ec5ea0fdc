import { type BiasOptions, trainBiases } from './biases.ts';
import { type CorrectionOptions, createCorrection } from './correction.ts';
import type { RatingData } from './data.ts';
import { mapRatings, transposeRatings } from './matrix.ts';
import { rowMeans } from './means.ts';
import type { RatingModel } from './model.ts';
import { type SimilarityOptions, similarities } from './similarity.ts';

/**
 * A prediction from neighbours. On the axis of users the neighbours N of user u are the k users most similar to u
 * among those who rated item i:
 *
 *     r̂_ui = base + λ · Σ_{j∈N} sim(u, j) · (r_ji − expected) / denominator
 *
 * On the axis of items they are the k items most similar to i among those that u rated; u and i change their parts.
 */
export interface NeighbourOptions extends CorrectionOptions {
  readonly axis: 'users' | 'items';
  /** Correlation of the ratings (`pearson`) or of the residuals r − b (`residual`). */
  readonly similarity: SimilarityOptions['kind'];
  /** See `SimilarityOptions`. */
  readonly shrink: number;
  /** `biases`: μ + b_u + b_i. `mean`: r̄_u. */
  readonly base: 'biases' | 'mean';
  /** `biases`: b_ji = μ + b_j + b_i. `mean`: r̄_j. */
  readonly expected: 'biases' | 'mean';
  readonly biases?: Partial<BiasOptions>;
}

/**
 * Formulas by name, with the settings that served them best on ml-100k.
 * `plain` is there to be compared with: its r_ji − r̄_j still holds the effect of the item that b_i has added already,
 * and √Σ sim² lets the correction grow with √k.
 * `resnick`: Resnick, Iacovou, Suchak, Bergstrom, Riedl, "GroupLens: an open architecture for collaborative filtering
 * of netnews", CSCW 1994. `users` and `items` repair the first by residuals (as Koren 2010) and the damping.
 */
export const NEIGHBOUR_FORMULAS = {
  plain: {
    axis: 'users',
    similarity: 'pearson',
    shrink: 0,
    k: 40,
    dissimilar: 'ignored',
    base: 'biases',
    expected: 'mean',
    denominator: 'root',
    damping: 1,
  },
  resnick: {
    axis: 'users',
    similarity: 'residual',
    shrink: 200,
    k: 40,
    dissimilar: 'ignored',
    base: 'mean',
    expected: 'mean',
    denominator: 'absolute',
    damping: 1,
  },
  users: {
    axis: 'users',
    similarity: 'residual',
    shrink: 200,
    k: 400,
    dissimilar: 'used',
    base: 'biases',
    expected: 'biases',
    denominator: 'root',
    damping: 0.18,
  },
  items: {
    axis: 'items',
    similarity: 'residual',
    shrink: 400,
    k: 300,
    dissimilar: 'used',
    base: 'biases',
    expected: 'biases',
    denominator: 'root',
    damping: 0.18,
  },
} as const satisfies Record<string, NeighbourOptions>;

/** Similar rows kept of each row: all that there are in small data, a bound on memory in large ones. */
const MOST_KEPT = 2_000;

/** A user or item without neighbours there gets the base; without ratings at all, its biases. */
export function trainNeighbours(data: RatingData, options: NeighbourOptions): RatingModel {
  const { axis, similarity, shrink, base, expected } = options;
  const biases = trainBiases(data, options.biases);
  const own = axis === 'users' ? data.byUser : data.byItem;
  const means = rowMeans(own);
  const residuals = mapRatings(own, (row, column, value) =>
    axis === 'users' ? value - biases.predict(row, column) : value - biases.predict(column, row),
  );
  const compared = similarity === 'residual' ? residuals : own;
  const deviations = expected === 'biases' ? residuals : mapRatings(own, (row, _, value) => value - (means[row] ?? 0));
  const correct = createCorrection(
    similarities(compared, { kind: similarity, shrink, keep: MOST_KEPT }),
    transposeRatings(deviations),
    options,
  );
  return {
    predict(user, item) {
      const [row, column] = axis === 'users' ? [user, item] : [item, user];
      const mean = base === 'mean' ? means[row] : undefined;
      return (mean ?? biases.predict(user, item)) + correct(row, column);
    },
  };
}
