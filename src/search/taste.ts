import type { CandidateFeatures, FieldProfile } from '#src/ports/features';
import type { Generation } from '#src/ports/generations';
import type { Signal } from '#src/ranking/fuse';
import { knownShare } from '#src/ranking/known';
import { shopperSignals, tasteFields } from '#src/ranking/signals/of-shopper';
import type { SignalWeights } from '#src/ranking/weights';
import type { BehaviourView } from './behaviour.ts';
import { facetFields } from './fields.ts';

/** The fields of candidates that a shopper's taste is found in; none where it has no weight. */
export function fieldsOfTaste(weights: SignalWeights, fields: readonly FieldProfile[]): string[] {
  const texts = facetFields('default', fields).filter(({ type }) => type === 'text');
  return tasteFields(
    weights,
    texts.map(({ field }) => field),
  );
}

/** What the values of the items that the shopper had to do with say of the candidates; nothing without a history. */
export async function tasteSignals(
  { behaviour, history }: BehaviourView,
  candidates: CandidateFeatures,
  { fields, weights, generation }: { fields: readonly string[]; weights: SignalWeights; generation: Generation },
): Promise<Signal[]> {
  if (fields.length === 0 || history.items.length === 0) return [];
  const { ids } = behaviour.model.items;
  const weightOf = new Map(Array.from(history.items, (item, n) => [ids[item]!, history.weights[n]!]));
  const past = await generation.features.read([...weightOf.keys()], { tokens: [], labels: fields, numbers: fields });
  const pastWeights = Float64Array.from(past.ids, (id) => weightOf.get(id)!);
  const known = knownShare(history);
  return shopperSignals(candidates, { features: past, weights: pastWeights }, fields, weights).map((one) => ({
    ...one,
    weight: one.weight * known,
  }));
}
