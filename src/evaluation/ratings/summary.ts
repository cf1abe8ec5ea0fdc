import { BLEND_PARTS, RATING_MODELS, type RatingModelName } from '#src/cf/ratings/models';
import type { RatingScale, RatingTable } from '#src/cf/ratings/table';
import { type Interval, interval } from '../bootstrap.ts';
import { resampleRmse } from './bootstrap.ts';
import { foldErrors, mean } from './errors.ts';
import type { Fold, FoldOptions } from './folds.ts';
import type { EvaluatedModel, Measured } from './measured.ts';

/** A figure over the folds, in units of ratings. */
export interface FoldFigure {
  readonly mean: number;
  readonly folds: readonly number[];
}

/** How much a mean RMSE lies above (or, negative, below) that of another model on the same users. */
export interface PairedDifference extends Interval {
  readonly than: string;
  readonly difference: number;
}

export interface ModelFigures {
  readonly model: EvaluatedModel;
  readonly description: string;
  readonly rmse: FoldFigure & Interval;
  readonly mae: FoldFigure;
  /** Compared with the biases; undefined for themselves and where they were not evaluated. */
  readonly paired: PairedDifference | undefined;
  /** Training and prediction in all folds; parts of the blend that are reported themselves are not counted twice. */
  readonly seconds: number;
}

/** The blend without one of its parts. */
export interface AblationFigures {
  readonly without: RatingModelName;
  readonly rmse: FoldFigure;
  readonly paired: PairedDifference;
  /** Weight of the part in the whole blend, mean over folds. */
  readonly weight: number;
}

export interface RatingEvaluation {
  readonly ratings: number;
  readonly users: number;
  readonly items: number;
  readonly scale: RatingScale;
  readonly seed: number;
  /** Test ratings of each fold. */
  readonly foldSizes: readonly number[];
  readonly models: readonly ModelFigures[];
  readonly ablation: readonly AblationFigures[];
}

const BLEND_DESCRIPTION = `b_ui + Σ_m w_m (r̂ᵐ_ui − b_ui) of ${BLEND_PARTS.join(', ')}`;

export function summarise(
  table: RatingTable,
  folds: readonly Fold[],
  { seed }: FoldOptions,
  { errors, seconds, weights }: Measured,
): RatingEvaluation {
  const names = [...errors.keys()];
  const samples = resampleRmse([...errors.values()], folds.length);
  const sampleOf = (name: string): Float64Array => samples[names.indexOf(name)];
  const rmseOf = (name: string): FoldFigure => figure(foldErrors(errors.get(name)!, folds.length).rmse);
  const paired = (name: string, than: string): PairedDifference => ({
    than,
    difference: rmseOf(name).mean - rmseOf(than).mean,
    ...interval(sampleOf(name).map((value, n) => value - sampleOf(than)[n])),
  });
  return {
    ratings: table.value.length,
    users: table.users.length,
    items: table.items.length,
    scale: table.scale,
    seed,
    foldSizes: folds.map(({ test }) => test.length),
    models: names.filter(isModel).map((model) => ({
      model,
      description: model === 'blend' ? BLEND_DESCRIPTION : RATING_MODELS[model].description,
      rmse: { ...rmseOf(model), ...interval(sampleOf(model)) },
      mae: figure(foldErrors(errors.get(model)!, folds.length).mae),
      paired: model !== 'biases' && errors.has('biases') ? paired(model, 'biases') : undefined,
      seconds: seconds.get(model) ?? 0,
    })),
    ablation: !errors.has('blend')
      ? []
      : BLEND_PARTS.map((without, part) => ({
          without,
          rmse: rmseOf(`-${without}`),
          paired: paired(`-${without}`, 'blend'),
          weight: mean(weights.map((own) => own[part])),
        })),
  };
}

function isModel(name: string): name is EvaluatedModel {
  return !name.startsWith('-');
}

function figure(folds: readonly number[]): FoldFigure {
  return { mean: mean(folds), folds };
}
