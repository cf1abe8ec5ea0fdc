import type { Reason } from '#src/domain/hit';
import type { Fused } from './fuse.ts';

/** Why a candidate has its score: the signals that know it and count, whose contributions add up to the score. */
export function reasons({ signals }: Fused, row: number): Reason[] {
  return signals
    .filter(({ weight, raw }) => weight > 0 && !Number.isNaN(raw[row]))
    .map(({ name, raw, values, weight }) => ({
      signal: name,
      raw: raw[row]!,
      value: values[row]!,
      weight,
      contribution: weight * values[row]!,
    }));
}
