import { createRandom } from '#src/cf/random';

/** Where a figure lies in 95 of 100 resamples. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A mean, and where it lies in 95 of 100 resamples of the users. */
export interface Estimate extends Interval {
  readonly mean: number;
}

export const RESAMPLES = 1_000;
const SEED = 1;

/**
 * Draws as many numbers below `size` as there are, with replacement, a thousand times (Efron & Tibshirani, "An
 * Introduction to the Bootstrap", 1993); the same ones each time it is called. `drawn` is valid until the next.
 */
export function eachResample(size: number, take: (drawn: Uint32Array, resample: number) => void): void {
  const random = createRandom(SEED);
  const drawn = new Uint32Array(size);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    for (let draw = 0; draw < size; draw++) drawn[draw] = Math.floor(random() * size);
    take(drawn, resample);
  }
}

/** The middle 95 % of the samples. */
export function interval(samples: Float64Array): Interval {
  const sorted = samples.slice().sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  return { low: at(0.025), high: at(0.975) };
}

/** The mean of one value for each user; zeros for no values. */
export function estimateMean(values: Float64Array): Estimate {
  const size = values.length;
  if (size === 0) return { mean: 0, low: 0, high: 0 };
  const means = new Float64Array(RESAMPLES);
  eachResample(size, (drawn, resample) => {
    let sum = 0;
    for (const one of drawn) sum += values[one];
    means[resample] = sum / size;
  });
  return { mean: values.reduce((sum, value) => sum + value, 0) / size, ...interval(means) };
}
