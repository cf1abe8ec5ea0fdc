import type { CandidateFeatures } from '#src/ports/features';
import type { Signal } from '../fuse.ts';
import type { SignalWeights } from '../weights.ts';
import { AVAILABILITY_FIELDS } from './availability.ts';
import { FRESHNESS_FIELDS, freshness } from './freshness.ts';
import { bayesianRating, RATING_FIELDS } from './rating.ts';

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  availability: AVAILABILITY_FIELDS,
  freshness: FRESHNESS_FIELDS,
  rating: RATING_FIELDS,
};

/** The fields that the signals of items look at; one without a weight looks at none. */
export function itemSignalFields(weights: SignalWeights): string[] {
  return Object.entries(FIELDS).flatMap(([name, fields]) => (isHeard(weights, name) ? fields : []));
}

/**
 * Signals that the fields of an item decide alone, the same for every query and shopper; those without a weight, or of
 * which nothing is known, are left out. `availability` takes from scores instead (see `unavailability`).
 */
export function itemSignals(features: CandidateFeatures, weights: SignalWeights): Signal[] {
  const signals: Signal[] = [];
  const add = (name: string, raw: Float64Array, floor: number) => {
    if (raw.some((value) => !Number.isNaN(value))) signals.push({ name, raw, floor, weight: weights[name]! });
  };
  if (isHeard(weights, 'freshness')) add('freshness', freshness(features), 0);
  if (isHeard(weights, 'rating')) {
    const { raw, mean } = bayesianRating(features);
    add('rating', raw, mean);
  }
  return signals;
}

function isHeard(weights: SignalWeights, name: string): boolean {
  return (weights[name] ?? 0) > 0;
}
