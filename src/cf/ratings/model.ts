import type { RatingData } from './data.ts';
import type { RatingScale } from './table.ts';

/** A trained model of explicit ratings. */
export interface RatingModel {
  /**
   * The rating that the user would give the item: a finite number in units of the ratings, which may lie beyond their
   * scale. Users and items are numbers of the table; those without ratings in the training data, and any other number,
   * get what is known without them: at last the mean of all ratings.
   */
  predict(user: number, item: number): number;
}

/** Trains a model; the same data give the same model. */
export type TrainRatings = (data: RatingData) => RatingModel;

/** A prediction as it is shown and measured: within the scale. */
export function clip(prediction: number, { min, max }: RatingScale): number {
  return Math.min(max, Math.max(min, prediction));
}
