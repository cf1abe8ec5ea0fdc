import { foldValue } from '#src/domain/field-value';
import type { CandidateFeatures } from '#src/ports/features';
import { columnValues } from '../vary.ts';

/** What a shopper had to do with, as the index has it. */
export interface PastItems {
  readonly features: CandidateFeatures;
  /** By row, above 0. */
  readonly weights: Float64Array;
}

/**
 * By candidate how much its values are what the shopper keeps coming back to, 0..1: the mean over the fields of the share of
 * the past, by weight, that has its value. Of a category the narrowest counts, of several values the commonest. NaN for a
 * candidate of which no field can be compared.
 */
export function interestShares(
  candidates: CandidateFeatures,
  { features: past, weights }: PastItems,
  fields: readonly string[],
): Float64Array {
  const totals = new Float64Array(candidates.ids.length);
  const compared = new Float64Array(candidates.ids.length);
  for (const field of fields) {
    const shares = sharesIn(past, weights, field);
    if (shares.size === 0) continue;
    const { dictionary } = candidates.labels(field);
    const byCode = dictionary.map((value) => shares.get(foldValue(value)) ?? 0);
    const valuesOf = columnValues(candidates, field);
    for (let row = 0; row < totals.length; row++) {
      const codes = valuesOf(row);
      if (codes.length === 0) continue;
      totals[row]! += codes.reduce((most, code) => Math.max(most, byCode[code]!), 0);
      compared[row]!++;
    }
  }
  return totals.map((total, row) => total / compared[row]!);
}

/** By folded value its share of the weight of the past items that have the field. */
function sharesIn(past: CandidateFeatures, weights: Float64Array, field: string): Map<string, number> {
  const { dictionary } = past.labels(field);
  const valuesOf = columnValues(past, field);
  const byValue = new Map<string, number>();
  let known = 0;
  for (let row = 0; row < weights.length; row++) {
    const codes = valuesOf(row);
    if (codes.length > 0) known += weights[row]!;
    for (const code of codes) {
      const value = foldValue(dictionary[code]!);
      byValue.set(value, (byValue.get(value) ?? 0) + weights[row]!);
    }
  }
  return new Map([...byValue].map(([value, weight]) => [value, weight / known]));
}
