import type { QueryPlan } from '#src/domain/query';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';
import { lexicalTokens } from './bm25f.ts';
import { countMasks, knownWords, tokenMasks, wordMask } from './known-words.ts';

/**
 * The part of a query's words that each candidate has, 0..1: the coordination level (Salton & McGill, "Introduction to
 * Modern Information Retrieval", 1983). In BM25 one rare word outweighs two common ones, although a shopper wants all
 * that they typed. Words that the catalog does not know count for nothing; of several wordings the best covered counts.
 * `features` and `statistics` are those of `lexicalTokens(lexical)`.
 */
export function coverage(
  { lexical, words, otherWordings = [] }: Pick<QueryPlan, 'lexical' | 'words' | 'otherWordings'>,
  features: CandidateFeatures,
  statistics: LexicalStatistics,
): Float64Array {
  const tokens = lexicalTokens(lexical);
  const ofTokens = tokenMasks(features, tokens.length);
  const parts = new Float64Array(features.ids.length);
  for (const wording of [words, ...otherWordings]) {
    const known = knownWords(wording, tokens, statistics);
    if (known.length === 0) continue;
    const masks = known.map((word) => wordMask(word, ofTokens, parts.length));
    const had = countMasks(masks, parts.length);
    for (let row = 0; row < parts.length; row++) parts[row] = Math.max(parts[row]!, had[row]! / known.length);
  }
  return parts;
}
