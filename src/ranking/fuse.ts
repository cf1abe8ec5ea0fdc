import { floats } from '#src/domain/column';

/** One signal over the candidates. */
export interface Signal {
  readonly name: string;
  /** By candidate, higher is better; NaN where nothing is known of it. */
  readonly raw: Float64Array;
  /** At least 0; 0 means that the signal has no part in the score. */
  readonly weight: number;
  /**
   * What a candidate has at most of which nothing is known, e.g. the last score that a leg returned: it counts as if
   * it had that. By default the least value known.
   */
  readonly floor?: number;
  /**
   * Where the scale begins, whatever the candidates have, so that it does not hang on the worst of them; lower values count
   * as this. By default the least value.
   */
  readonly least?: number;
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
 * depend on the page. The scale of the scores is that of the weights: they need not add up to 1.
 */
export function fuse(signals: readonly Signal[], size: number): Fused {
  const scores = new Float64Array(size);
  const fused = signals.map((signal) => ({ ...signal, values: minMax(signal.raw, signal) }));
  for (const { values, weight } of fused) {
    if (weight === 0) continue;
    for (let row = 0; row < size; row++) scores[row]! += weight * values[row]!;
  }
  return { scores, signals: fused };
}

/**
 * (x − least) / (greatest − least), where the floor counts among the values and stands for what is unknown. When
 * nothing stands out, all known values being equal to each other and the floor, they are 1 where that says something
 * (a single hit counts) and 0 for a value of 0 or less; unknown ones are 0.
 */
export function minMax(raw: Float64Array, { floor, least }: Pick<Signal, 'floor' | 'least'> = {}): Float64Array {
  let lowest = least ?? floor ?? Infinity;
  let greatest = Math.max(floor ?? -Infinity, least ?? -Infinity);
  for (let row = 0; row < raw.length; row++) {
    const value = raw[row]!;
    if (least === undefined && value < lowest) lowest = value;
    if (value > greatest) greatest = value;
  }
  const range = greatest - lowest;
  const scaled = (value: number) => Math.max(0, (value - lowest) / range);
  const unknown = range > 0 && floor !== undefined ? scaled(floor) : 0;
  const alike = greatest > 0 ? 1 : 0;
  return floats(raw.length, (row) => {
    const value = raw[row]!;
    if (Number.isNaN(value)) return unknown;
    return range > 0 ? scaled(value) : alike;
  });
}
