import type { Reason } from '#src/domain/hit';
import type { Fused } from './fuse.ts';

/** Why a candidate has its score: the signals that know it and count (or count it by their floor), whose contributions add up to the score. */
export function reasons({ signals }: Fused, row: number): Reason[] {
  return signals
    .filter(({ weight, raw, values }) => weight !== 0 && (!Number.isNaN(raw[row]) || values[row]! > 0))
    .map(({ name, raw, floor, values, weight }) => ({
      signal: name,
      raw: Number.isNaN(raw[row]) ? floor! : raw[row]!,
      value: values[row]!,
      weight,
      contribution: weight * values[row]!,
    }));
}
