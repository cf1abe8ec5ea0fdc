import type { CandidateFeatures } from '#src/ports/features';
import type { Signal } from '../fuse.ts';
import type { SignalWeights } from '../weights.ts';
import { interestShares, type PastItems } from './interests.ts';
import { priceFit } from './price-fit.ts';

/** Which fields tell of a shopper's taste: the catalog's fields of few texts, the best covered first. */
export function tasteFields(weights: SignalWeights, choosable: readonly string[]): string[] {
  const price = (weights['price-fit'] ?? 0) > 0 ? ['price'] : [];
  return (weights.interests ?? 0) > 0 ? [...new Set(['category', 'brand', ...choosable, ...price])] : price;
}

/** Signals that the shopper's past decides by the fields of items; those without a weight or without past are left out. */
export function shopperSignals(
  candidates: CandidateFeatures,
  past: PastItems,
  fields: readonly string[],
  weights: SignalWeights,
): Signal[] {
  const signals: Signal[] = [];
  const add = (name: string, raw: Float64Array | undefined) => {
    if (raw?.some((value) => !Number.isNaN(value))) signals.push({ name, raw, floor: 0, weight: weights[name]! });
  };
  if ((weights.interests ?? 0) > 0)
    add(
      'interests',
      interestShares(
        candidates,
        past,
        fields.filter((field) => field !== 'price'),
      ),
    );
  if ((weights['price-fit'] ?? 0) > 0) add('price-fit', priceFit(candidates, past));
  return signals;
}
