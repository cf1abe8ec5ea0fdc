import { mask } from '#src/domain/column';
import type { LexicalQuery, QueryPlan } from '#src/domain/query';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';
import { lexicalTokens } from './bm25f.ts';
import { countMasks, type KnownWord, knownWords, tokenMasks, wordMask } from './known-words.ts';

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
  const rows = features.ids.length;
  const ofTokens = tokenMasks(features, tokens.length);
  const masksOf = (known: readonly KnownWord[]) => known.map((word) => wordMask(word, ofTokens, rows));
  const known = knownWords(words, tokens, statistics);
  const masks = masksOf(known);
  const members = new Uint8Array(rows);
  markByNearness(members, spaces, partsOf(known, masks, words.length, rows));
  markByWords(members, masks);
  for (const wording of otherWordings) markByWords(members, masksOf(knownWords(wording, tokens, statistics)));
  return members;
}

/** Marks those that have enough of the words. */
function markByWords(members: Uint8Array, masks: readonly Uint8Array[]): void {
  if (masks.length === 0) return;
  const had = countMasks(masks, members.length);
  const enough = requiredWords(masks.length);
  for (let row = 0; row < members.length; row++) if (had[row]! >= enough) members[row] = MEMBER.byWords;
}

/** Marks those that are near enough in a space, or fairly near with a part of the words. */
function markByNearness(members: Uint8Array, spaces: readonly Nearness[], parts: Float64Array): void {
  for (const { raw, threshold, partial } of spaces) {
    for (let row = 0; row < members.length; row++) {
      const isPartial = partial && parts[row]! >= PARTIAL.words;
      if (raw[row]! >= (isPartial ? threshold * PARTIAL.similarity : threshold)) members[row] = MEMBER.byNearness;
    }
  }
}

/** The part of the query's words that each candidate has, by rarity; words that the catalog does not know count as had. */
function partsOf(known: readonly KnownWord[], masks: readonly Uint8Array[], words: number, rows: number): Float64Array {
  const parts = new Float64Array(rows);
  if (known.length === 0) return parts;
  const all = known.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  for (const [place, { rarity }] of known.entries()) {
    for (let row = 0; row < rows; row++) parts[row]! += rarity * masks[place]![row]!;
  }
  const unknown = words - known.length;
  for (let row = 0; row < rows; row++) parts[row] = ((parts[row]! / all) * known.length + unknown) / words;
  return parts;
}

/** 1 for every candidate with a token that must not be; however near it is otherwise, it has no place in the result. */
export function excludedRows(query: LexicalQuery, features: CandidateFeatures): Uint8Array {
  if (query.mustNot.length === 0) return new Uint8Array(features.ids.length);
  const tokens = lexicalTokens(query);
  const ofTokens = tokenMasks(features, tokens.length);
  const excluded = query.mustNot.map((token) => ofTokens[tokens.indexOf(token)]!);
  return mask(features.ids.length, (row) => excluded.some((own) => own[row] === 1));
}
