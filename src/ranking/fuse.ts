/** One signal over the candidates. */
export interface Signal {
  readonly name: string;
  /** By candidate, higher is better; NaN where nothing is known of it. */
  readonly raw: Float64Array;
  /** At least 0; 0 means that the signal has no part in the score. */
  readonly weight: number;
}

export interface FusedSignal extends Signal {
  /** By candidate, 0..1: `raw` between the least and the greatest of all candidates. */
  readonly values: Float64Array;
}

export interface Fused {
  /** By candidate: the sum over all signals of weight × value. */
  readonly scores: Float64Array;
  readonly signals: readonly FusedSignal[];
}

/**
 * A convex sum of signals brought to one scale over the candidate set by min-max, which on product search beats
 * reciprocal ranks (Bruch, Gai & Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023). It does not
 * depend on the page. What a signal knows nothing of gets its floor, the least value known.
 */
export function fuse(signals: readonly Signal[], size: number): Fused {
  const scores = new Float64Array(size);
  const fused = signals.map((signal) => ({ ...signal, values: minMax(signal.raw) }));
  for (const { values, weight } of fused) {
    if (weight === 0) continue;
    for (let row = 0; row < size; row++) scores[row]! += weight * values[row]!;
  }
  return { scores, signals: fused };
}

/** (x − min) / (max − min). All equal: 1 where something is known, so that a single hit counts; unknown is always 0. */
export function minMax(raw: Float64Array): Float64Array {
  let min = Infinity;
  let max = -Infinity;
  let unknown = false;
  for (const value of raw) {
    if (Number.isNaN(value)) unknown = true;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  const range = max - min;
  return raw.map((value) => {
    if (Number.isNaN(value)) return 0;
    if (range > 0) return (value - min) / range;
    return unknown || max > 0 ? 1 : 0;
  });
}
