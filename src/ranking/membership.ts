import type { LexicalQuery, QueryPlan } from '#src/domain/query';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';
import { lexicalTokens } from './bm25f.ts';
import { hasWord, holder, type KnownWord, knownWords } from './known-words.ts';

/**
 * Who belongs to a result though it matches by halves: with this part of the words' rarity, this part of a space's
 * threshold is enough. On the development halves of `homedepot` and `chorus` that kept all but a few in a thousand of
 * the relevant candidates; the words alone, or a threshold low enough to do without them, kept more of the others.
 */
export const PARTIAL = { words: 0.3, similarity: 0.5 } as const;

/** Similarities of the candidates in one space, NaN where unknown. */
export interface Nearness {
  readonly raw: Float64Array;
  /** From here an item belongs by this space alone. */
  readonly threshold: number;
  /** Whether a part of it counts together with a part of the words; measured for spaces of texts only. */
  readonly partial: boolean;
}

/** How an item belongs to a result. */
export const MEMBER = { not: 0, byNearness: 1, byWords: 2 } as const;

/** How many of so many known words an item must have: all of two, most of more. */
export function requiredWords(words: number): number {
  return words <= 2 ? words : Math.floor(words / 2) + 1;
}

/**
 * How every candidate belongs to the result (`MEMBER`): it has enough words, or is near enough in a space, or has some
 * words and is fairly near. Words that the catalog does not know count for nothing, so a query of nothing else is
 * answered by nearness alone. Enough words of another wording are as good. It depends on the item and the query, not on
 * filters, pages or the other candidates.
 * `features` and `statistics` are those of `lexicalTokens(query)`.
 */
export function membership(
  { lexical, words, otherWordings = [] }: Pick<QueryPlan, 'lexical' | 'words' | 'otherWordings'>,
  features: CandidateFeatures,
  statistics: LexicalStatistics,
  spaces: readonly Nearness[],
): Uint8Array {
  const tokens = lexicalTokens(lexical);
  const known = knownWords(words, tokens, statistics);
  const others = otherWordings.map((wording) => knownWords(wording, tokens, statistics));
  const holds = holder(features, tokens.length);
  const isEnough = (had: number, of: readonly KnownWord[]) => had > 0 && had >= requiredWords(of.length);
  const unknown = words.length - known.length;
  const rarity = known.reduce((sum, word) => sum + word.rarity, 0);
  return Uint8Array.from(features.ids, (_, row) => {
    const had = known.filter((word) => hasWord(word, row, holds));
    if (isEnough(had.length, known)) return MEMBER.byWords;
    if (others.some((other) => isEnough(other.filter((word) => hasWord(word, row, holds)).length, other)))
      return MEMBER.byWords;
    const part = had.reduce((sum, word) => sum + word.rarity, 0) / (rarity || 1);
    const share = known.length > 0 ? (part * known.length + unknown) / words.length : 0;
    const isPartial = share >= PARTIAL.words;
    return spaces.some(({ raw, threshold, partial }) => {
      return raw[row]! >= (partial && isPartial ? threshold * PARTIAL.similarity : threshold);
    })
      ? MEMBER.byNearness
      : MEMBER.not;
  });
}

/** 1 for every candidate with a token that must not be; however near it is otherwise, it has no place in the result. */
export function excludedRows(query: LexicalQuery, features: CandidateFeatures): Uint8Array {
  if (query.mustNot.length === 0) return new Uint8Array(features.ids.length);
  const tokens = lexicalTokens(query);
  const excluded = query.mustNot.map((token) => tokens.indexOf(token));
  const holds = holder(features, tokens.length);
  return Uint8Array.from(features.ids, (_, row) => (excluded.some((token) => holds(row, token)) ? 1 : 0));
}
