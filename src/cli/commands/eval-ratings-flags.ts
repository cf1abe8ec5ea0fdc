import type { RatingScale } from '#src/cf/ratings/table';
import { VitrineError } from '#src/errors';
import { EVALUATED_MODELS, type EvaluatedModel } from '#src/evaluation/ratings/measured';

/** Models named by `--model`, all of them by default. Throws `usage` for an unknown one. */
export function modelsOf(values: readonly string[] | undefined): readonly EvaluatedModel[] {
  const names = values?.flatMap((value) => value.split(',')).map((name) => name.trim());
  return names === undefined ? EVALUATED_MODELS : names.map(modelOf);
}

function modelOf(name: string): EvaluatedModel {
  const model = EVALUATED_MODELS.find((one) => one === name);
  if (model === undefined)
    throw new VitrineError('usage', `--model ${name} is unknown: use some of ${EVALUATED_MODELS.join(', ')}.`);
  return model;
}

/** `1..5` as a scale. */
export function scaleOf(text: string): RatingScale {
  const [, min, max] = /^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$/u.exec(text) ?? [];
  if (min === undefined || max === undefined || Number(min) >= Number(max))
    throw new VitrineError('usage', `--scale ${text} is none: give the lowest and the highest rating, as 1..5.`);
  return { min: Number(min), max: Number(max) };
}
