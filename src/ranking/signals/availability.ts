import { floats } from '#src/domain/column';
import { foldValue } from '#src/domain/field-value';
import type { CandidateFeatures } from '#src/ports/features';

export const AVAILABILITY_FIELDS = ['availability', 'stock'] as const;

/** How far an item cannot be had: what must be waited for is worth half of what cannot be bought. */
const UNAVAILABLE: Readonly<Record<string, number>> = { out_of_stock: 1, preorder: 0.5 };

/**
 * By candidate, 0 (to be had, or nothing is known) to 1 (not to be had): by `availability`, and without it by a `stock`
 * of 0. Takes its weight as a part of the score (`lessen`), so that what can be bought has the score that it would have.
 */
export function unavailability(features: Pick<CandidateFeatures, 'ids' | 'labels' | 'numbers'>): Float64Array {
  const { dictionary, offsets, codes } = features.labels('availability');
  const shares = dictionary.map((value) => UNAVAILABLE[foldValue(value)] ?? 0);
  const stock = features.numbers('stock');
  return floats(features.ids.length, (row) => {
    if (offsets[row]! < offsets[row + 1]!) return shares[codes[offsets[row]!]!]!;
    return stock[row]! <= 0 ? 1 : 0;
  });
}
