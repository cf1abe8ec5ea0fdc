import type { QueryPlan } from '#src/domain/query';
import type { CandidateFeatures, FieldProfile } from '#src/ports/features';
import { agreement, votesOf } from '#src/ranking/agreement';
import { fuse, type Signal } from '#src/ranking/fuse';
import { excludedRows } from '#src/ranking/membership';

/** Fields that say what an item is, so that its title need not. */
const TELLING = new Set(['brand', 'category']);

/** Who votes on what the best are called: those whose score is less than this share of all weights below the best one. */
const NEAR = 0.16;

/** Whether something tells better than other titles what is meant: a language model's likely titles, or brands and categories. */
export function isToldOtherwise({ likelyTitles }: QueryPlan, fields: readonly FieldProfile[]): boolean {
  return likelyTitles !== undefined || fields.some(({ field }) => TELLING.has(field));
}

/**
 * What the titles of the best have in common, the best by all that tells of the query: what shoppers do has no say in what
 * a query means, and neither has an identifier, which one item has.
 */
export function agreementSignals(
  { words, lexical }: QueryPlan,
  features: CandidateFeatures,
  relevance: readonly Signal[],
  weight: number,
): Signal[] {
  if (weight === 0 || words.length === 0) return [];
  const heard = relevance.filter(({ name }) => name !== 'identifier');
  const span = NEAR * heard.reduce((sum, one) => sum + one.weight, 0);
  const excluded = excludedRows(lexical, features);
  const { scores } = fuse(heard, features.ids.length);
  const votes = votesOf(
    scores.map((score, row) => (excluded[row] === 0 ? score : Number.NEGATIVE_INFINITY)),
    span,
  );
  const own = new Set(words.flatMap(({ alternatives }) => alternatives.flat()));
  return [{ name: 'agreement', raw: agreement(features.titles(), votes, own), weight, floor: 0 }];
}
