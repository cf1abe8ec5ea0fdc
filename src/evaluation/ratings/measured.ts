import { RATING_MODELS, type RatingModelName } from '#src/cf/ratings/models';
import type { ErrorSums } from './errors.ts';

export type EvaluatedModel = RatingModelName | 'blend';

/** All that can be evaluated, in the order of reports. */
export const EVALUATED_MODELS = [...Object.keys(RATING_MODELS), 'blend'] as readonly EvaluatedModel[];

/** Errors and time of everything that is reported, by name; leaving a part out of the blend is `-part`. */
export interface Measured {
  readonly errors: ReadonlyMap<string, ErrorSums>;
  readonly seconds: ReadonlyMap<string, number>;
  /** Weights of the blend in each fold; shape [folds][parts]. */
  readonly weights: readonly Float64Array[];
}
