import { floats } from '#src/domain/column';
import type { Filter } from '#src/domain/filter';
import type { Preference } from '#src/domain/understood';
import type { CandidateFeatures } from '#src/ports/features';

/** What a preference counts for an item that has no value in its field; feeds leave out half of what they could say. */
const UNKNOWN = 0.5;

/** The fields that `preferenceScores` looks at. */
export function preferenceFields(preferences: readonly Preference[]): string[] {
  return preferences.flatMap((preference) =>
    'any' in preference ? preference.any.map(({ field }) => field) : [preference.field],
  );
}

/**
 * How many of the preferences each candidate fulfils: one for each that it passes a filter of, a part where it has none
 * of the fields and nothing is known of it, and for "low" or "high" the share of the candidates that it is lower or
 * higher than, 0..1; nothing where it has no number.
 * `passes` gives 1 for every candidate that a filter lets through.
 */
export function preferenceScores(
  preferences: readonly Preference[],
  features: CandidateFeatures,
  passes: (filter: Filter) => Uint8Array,
): Float64Array {
  const total = new Float64Array(features.ids.length);
  for (const preference of preferences) {
    const own = 'any' in preference ? passesAny(preference.any, total.length, passes) : ends(preference, features);
    for (let row = 0; row < total.length; row++) total[row]! += own[row]!;
  }
  return total;
}

function passesAny(filters: readonly Filter[], size: number, passes: (filter: Filter) => Uint8Array): Float64Array {
  const passed = filters.map(passes);
  const known = filters.map(({ field }) => passes({ field, kind: 'exists', negated: false }));
  return floats(size, (row) => {
    if (passed.some((mask) => mask[row] === 1)) return 1;
    return known.some((mask) => mask[row] === 1) ? 0 : UNKNOWN;
  });
}

function ends(
  { field, towards }: { readonly field: string; readonly towards: 'low' | 'high' },
  features: CandidateFeatures,
) {
  const numbers = features.numbers(field);
  const sorted = numbers.filter((number) => !Number.isNaN(number)).sort();
  const place = new Map<number, number>();
  for (const [index, number] of sorted.entries()) if (!place.has(number)) place.set(number, index);
  return floats(numbers.length, (row) => {
    const number = numbers[row]!;
    if (Number.isNaN(number)) return 0;
    const share = sorted.length === 1 ? 1 : place.get(number)! / (sorted.length - 1);
    return towards === 'high' ? share : 1 - share;
  });
}
