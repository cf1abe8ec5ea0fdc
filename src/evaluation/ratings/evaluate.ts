import { type Biases, trainBiases } from '#src/cf/ratings/biases';
import { blend, byUser, predictAll, trainStack } from '#src/cf/ratings/blend';
import { type RatingData, ratingData } from '#src/cf/ratings/data';
import type { ItemFeatures } from '#src/cf/ratings/features';
import type { RatingModel } from '#src/cf/ratings/model';
import { BLEND_PARTS, RATING_MODELS, type RatingModelName } from '#src/cf/ratings/models';
import type { RatingTable } from '#src/cf/ratings/table';
import { addErrors, type ErrorSums, emptySums } from './errors.ts';
import { divide, type Fold, type FoldOptions } from './folds.ts';
import { EVALUATED_MODELS, type EvaluatedModel } from './measured.ts';
import { type RatingEvaluation, summarise } from './summary.ts';

export interface RatingEvaluationOptions extends FoldOptions {
  readonly models: readonly EvaluatedModel[];
  readonly features: ItemFeatures;
  /** Called before each model of each fold; what it throws ends the evaluation. */
  readonly onStep?: (step: { readonly done: number; readonly total: number }) => Promise<void>;
  /** Milliseconds from any time on. */
  readonly now: () => number;
}

/**
 * Cross-validation: every model is trained on all folds but one and predicts the ratings of that one, within the scale.
 * The blend learns its weights inside the training folds.
 */
export async function evaluateRatings(table: RatingTable, options: RatingEvaluationOptions): Promise<RatingEvaluation> {
  const folds = divide(table, options);
  const names = EVALUATED_MODELS.filter((name) => options.models.includes(name));
  const total = folds.length * names.length;
  const errors = new Map<string, ErrorSums>();
  const seconds = new Map<string, number>();
  const weights: Float64Array[] = [];
  for (const [number, fold] of folds.entries()) {
    const run = createFoldRun(table, fold, options.features);
    const add = (name: string, model: RatingModel): void => {
      if (!errors.has(name)) errors.set(name, emptySums(folds.length, table.users.length));
      addErrors(errors.get(name)!, number, table, run.test, predictAll(model, table, run.test));
    };
    for (const [at, name] of names.entries()) {
      await options.onStep?.({ done: number * names.length + at, total });
      const began = options.now();
      if (name === 'blend') weights.push(run.blends(add));
      else add(name, run.train(name));
      seconds.set(name, (seconds.get(name) ?? 0) + (options.now() - began) / 1000);
    }
  }
  await options.onStep?.({ done: total, total });
  return summarise(table, folds, options, { errors, seconds, weights });
}

/** The models of one fold; each is trained once. */
function createFoldRun(table: RatingTable, { train, test }: Fold, features: ItemFeatures) {
  const data: RatingData = ratingData(table, train);
  const trained = new Map<RatingModelName, RatingModel>();
  const trainModel = (name: RatingModelName): RatingModel => {
    const model = trained.get(name) ?? RATING_MODELS[name].train(data, features);
    trained.set(name, model);
    return model;
  };
  return {
    test: byUser(table, test),
    train: trainModel,
    /** Hands over the blend, and the blends with one part left out; answers the weights of the first. */
    blends(add: (name: string, model: RatingModel) => void): Float64Array {
      const parts = BLEND_PARTS.map((name) => ({
        name,
        train: (inner: RatingData) => RATING_MODELS[name].train(inner, features),
      }));
      const stack = trainStack(table, train, parts);
      const models = BLEND_PARTS.map(trainModel);
      const biases: Biases = trainBiases(data);
      add('blend', blend(biases, models, stack.weights()));
      for (const name of BLEND_PARTS) add(`-${name}`, blend(biases, models, stack.weights([name])));
      return stack.weights();
    },
  };
}
