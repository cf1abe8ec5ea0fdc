import { createRandom } from '#src/cf/random';

/** A mean, and where it lies in 95 of 100 resamples of the users. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1_000;
const SEED = 1;

/** Percentile bootstrap (Efron & Tibshirani, "An Introduction to the Bootstrap", 1993); zeros for no values. */
export function estimateMean(values: Float64Array): Estimate {
  const size = values.length;
  if (size === 0) return { mean: 0, low: 0, high: 0 };
  const random = createRandom(SEED);
  const means = new Float64Array(RESAMPLES);
  for (let sample = 0; sample < RESAMPLES; sample++) {
    let sum = 0;
    for (let n = 0; n < size; n++) sum += values[Math.floor(random() * size)];
    means[sample] = sum / size;
  }
  means.sort();
  const at = (share: number): number => means[Math.round(share * (RESAMPLES - 1))];
  return { mean: values.reduce((sum, value) => sum + value, 0) / size, low: at(0.025), high: at(0.975) };
}
