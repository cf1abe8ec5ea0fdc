import { FOR_YOU_WEIGHTS } from '#src/cf/for-you';
import { PARTS, type PartWeights } from '#src/cf/parts';
import { LIST_CLASS } from './check-weights.ts';
import { ITEM_WEIGHTS, type WeightOverrides } from './weights.ts';

/** How recommendation lists are weighed. */
export interface ListWeights {
  /** Of the list for a shopper. */
  readonly parts: PartWeights;
  /** The part of its score, 0..1, that an item loses that cannot be had: in every list. */
  readonly availability: number;
}

/**
 * The weights of lists. The parts of a list are of another scale than the signals of a search, so only what names them
 * as `list.together` changes them; what an item loses is the same in both unless `list.availability` says otherwise.
 */
export function listWeightsOf(overrides: WeightOverrides): ListWeights {
  const weight = (name: string, standard: number) => overrides[`${LIST_CLASS}.${name}`] ?? standard;
  const parts = PARTS.map((part) => [part, weight(part, FOR_YOU_WEIGHTS[part])]);
  return {
    // Every part has an entry.
    parts: Object.fromEntries(parts) as PartWeights,
    availability: weight('availability', overrides.availability ?? ITEM_WEIGHTS.availability!),
  };
}
