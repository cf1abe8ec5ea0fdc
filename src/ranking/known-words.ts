import { TEXT_FIELDS } from '#src/domain/document';
import type { QueryWord } from '#src/domain/query';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';
import { inverseDocumentFrequency } from './bm25f.ts';

/** Whether a candidate holds a token, by its place among the tokens of the query. */
type Holds = (row: number, token: number) => boolean;

/** A word of a query that some item may have. */
export interface KnownWord {
  /** The ways in which an item may have it: places of tokens among those of the query, and their rarities. */
  readonly alternatives: readonly { readonly token: number; readonly rarity: number }[][];
  readonly share: number;
  /** Of the alternative that is easiest to have: the rarity of its rarest token. */
  readonly rarity: number;
}

/** Those of the words that some item may have; `statistics` are those of `tokens`. */
export function knownWords(
  words: readonly QueryWord[],
  tokens: readonly string[],
  statistics: LexicalStatistics,
): KnownWord[] {
  const place = new Map(tokens.map((token, index) => [token, index]));
  return words.flatMap(({ alternatives, share }) => {
    const all = alternatives.map((alternative) => alternative.map((token) => rarityOf(place.get(token)!, statistics)));
    const known = all
      .map((alternative) => (share < 1 ? alternative.filter(({ rarity }) => rarity > 0) : alternative))
      .filter((alternative) => alternative.length > 0 && alternative.every(({ rarity }) => rarity > 0));
    const rarity = Math.min(...known.map((alternative) => Math.max(...alternative.map((token) => token.rarity))));
    return known.length > 0 ? [{ alternatives: known, share, rarity }] : [];
  });
}

/** Inverse document frequency, or 0 for a token that no item has. */
function rarityOf(token: number, { documents, documentFrequencies }: LexicalStatistics) {
  const frequency = documentFrequencies[token]!;
  return { token, rarity: frequency > 0 ? inverseDocumentFrequency(documents, frequency) : 0 };
}

export function hasWord({ alternatives, share }: KnownWord, row: number, holds: Holds): boolean {
  if (share >= 1) return alternatives.some((tokens) => tokens.every(({ token }) => holds(row, token)));
  return alternatives.some((tokens) => {
    const sum = (of: typeof tokens) => of.reduce((total, { rarity }) => total + rarity, 0);
    return sum(tokens.filter(({ token }) => holds(row, token))) >= share * sum(tokens);
  });
}

/** `features` are those of so many tokens. */
export function holder({ termCounts }: CandidateFeatures, tokens: number): Holds {
  const width = TEXT_FIELDS.length;
  return (row, token) => {
    const from = (row * tokens + token) * width;
    for (let at = from; at < from + width; at++) if (termCounts[at]! > 0) return true;
    return false;
  };
}
