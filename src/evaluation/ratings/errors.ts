import type { RatingTable } from '#src/cf/ratings/table';

/** Sums of the errors of one model on all tests, by fold and user; each shape [folds][users]. */
export interface ErrorSums {
  /** Σ (r̂ − r)² */
  readonly squared: Float64Array;
  /** Σ |r̂ − r| */
  readonly absolute: Float64Array;
  readonly count: Float64Array;
}

export function emptySums(folds: number, users: number): ErrorSums {
  const empty = () => new Float64Array(folds * users);
  return { squared: empty(), absolute: empty(), count: empty() };
}

/** Adds what was predicted for the entries of one fold; `predictions` has the shape [entries]. */
export function addErrors(
  sums: ErrorSums,
  fold: number,
  table: RatingTable,
  entries: Uint32Array,
  predictions: Float64Array,
): void {
  for (const [n, entry] of entries.entries()) {
    const at = fold * table.users.length + table.user[entry];
    const error = predictions[n] - table.value[entry];
    sums.squared[at] += error * error;
    sums.absolute[at] += Math.abs(error);
    sums.count[at]++;
  }
}

/** RMSE = √(Σ squared / count) and MAE = Σ absolute / count of each fold, in units of ratings. */
export function foldErrors({ squared, absolute, count }: ErrorSums, folds: number): { rmse: number[]; mae: number[] } {
  const users = count.length / folds;
  const total = (sums: Float64Array, fold: number): number =>
    sums.subarray(fold * users, (fold + 1) * users).reduce((sum, value) => sum + value, 0);
  const each = Array.from({ length: folds }, (_, fold) => fold);
  return {
    rmse: each.map((fold) => Math.sqrt(total(squared, fold) / total(count, fold))),
    mae: each.map((fold) => total(absolute, fold) / total(count, fold)),
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
