import { floats, mask } from '#src/domain/column';
import { TEXT_FIELDS } from '#src/domain/document';
import type { Filter } from '#src/domain/filter';
import type { Adjustment, AdjustmentCondition, LexicalQuery } from '#src/domain/query';
import type { CandidateFeatures } from '#src/ports/features';
import { lexicalTokens } from './bm25f.ts';
import type { Fused } from './fuse.ts';

/**
 * Multiplies scores, one adjustment after the other. Each becomes a signal of its own: its value is the score so far of
 * the candidates that it concerns, its weight the factor less 1, so that contributions still add up. One that concerns
 * no candidate, or all of them, says nothing about their order and is left out.
 * `features` are those of `lexicalTokens(query)`; `passes` gives 1 for every candidate that a filter lets through.
 */
export function adjust(
  fused: Fused,
  adjustments: readonly Adjustment[],
  query: LexicalQuery,
  features: CandidateFeatures,
  passes: (filter: Filter) => Uint8Array,
): Fused {
  let { scores, signals } = fused;
  const concerns = concerned(query, features, passes);
  for (const { name, factor, when, unless = [] } of adjustments) {
    const masks = when.map(concerns);
    const not = unless.map(concerns);
    const raw = floats(scores.length, (row) =>
      masks.some((own) => own[row] === 1) && !not.some((own) => own[row] === 1) ? 1 : Number.NaN,
    );
    const count = raw.filter((value) => value === 1).length;
    if (count === 0 || count === raw.length) continue;
    const before = scores;
    const values = floats(before.length, (row) => (raw[row] === 1 ? before[row]! : 0));
    scores = floats(before.length, (row) => before[row]! + (factor - 1) * values[row]!);
    signals = [...signals, { name, raw, values, weight: factor - 1 }];
  }
  return { scores, signals };
}

function concerned(query: LexicalQuery, features: CandidateFeatures, passes: (filter: Filter) => Uint8Array) {
  const place = new Map(lexicalTokens(query).map((token, index) => [token, index]));
  return (condition: AdjustmentCondition): Uint8Array => {
    if ('filter' in condition) return passes(condition.filter);
    const tokens = condition.tokens.map((token) => place.get(token)!);
    const fields = condition.fields.map((field) => TEXT_FIELDS.indexOf(field));
    const holds = (row: number, field: number) =>
      tokens.every((token) => features.termCounts[(row * place.size + token) * TEXT_FIELDS.length + field]! > 0);
    return mask(features.ids.length, (row) => fields.some((field) => holds(row, field)));
  };
}
