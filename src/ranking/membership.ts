import { TEXT_FIELDS } from '#src/domain/document';
import type { LexicalQuery } from '#src/domain/query';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';
import { lexicalTokens } from './bm25f.ts';

/** Share of a query's words that an item must hold: all of two, most of more. */
export function requiredWords(words: number): number {
  return words <= 2 ? words : Math.floor(words / 2) + 1;
}

/**
 * 1 for every candidate that matches lexically: it holds enough words of one clause. Words that the
 * catalog does not know count for nothing. It depends on the item and the query alone, not on filters or pages.
 */
export function lexicalMembership(
  query: LexicalQuery,
  features: CandidateFeatures,
  statistics: LexicalStatistics,
): Uint8Array {
  const tokens = lexicalTokens(query);
  const place = new Map(tokens.map((token, index) => [token, index]));
  const known = (token: string) => statistics.documentFrequencies[place.get(token)!]! > 0;
  const clauses = query.clauses.map(({ terms }) =>
    [...new Set(terms.map(({ token }) => token).filter(known))].map((token) => place.get(token)!),
  );
  const holds = holder(features, tokens.length);
  const members = new Uint8Array(features.ids.length);
  for (let row = 0; row < members.length; row++) {
    const matches = clauses.some(
      (words) => words.length > 0 && words.filter((token) => holds(row, token)).length >= requiredWords(words.length),
    );
    if (matches) members[row] = 1;
  }
  return members;
}

/** 1 for every candidate that holds a word that must not be; however near it is otherwise, it has no place in the result. */
export function excludedRows(query: LexicalQuery, features: CandidateFeatures): Uint8Array {
  const tokens = lexicalTokens(query);
  const excluded = query.mustNot.map((token) => tokens.indexOf(token));
  const holds = holder(features, tokens.length);
  return Uint8Array.from(features.ids, (_, row) => (excluded.some((token) => holds(row, token)) ? 1 : 0));
}

function holder({ termCounts }: CandidateFeatures, tokens: number): (row: number, token: number) => boolean {
  const width = TEXT_FIELDS.length;
  return (row, token) => {
    const from = (row * tokens + token) * width;
    for (let at = from; at < from + width; at++) if (termCounts[at]! > 0) return true;
    return false;
  };
}
