import { TEXT_FIELDS } from '#src/domain/document';
import type { QueryWord } from '#src/domain/query';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';
import { inverseDocumentFrequency } from './bm25f.ts';

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

/** By token of a query, 1 for every candidate that has it in some field; `features` are those of so many tokens. */
export function tokenMasks({ ids, termCounts }: CandidateFeatures, tokens: number): Uint8Array[] {
  const width = TEXT_FIELDS.length;
  const masks = Array.from({ length: tokens }, () => new Uint8Array(ids.length));
  let at = 0;
  for (let row = 0; row < ids.length; row++) {
    for (const own of masks) {
      for (const end = at + width; at < end; at++) if (termCounts[at]! > 0) own[row] = 1;
    }
  }
  return masks;
}

/** 1 for every candidate that has the word: of one of its alternatives the wanted share of the tokens, by their rarity. */
export function wordMask(
  { alternatives, share }: KnownWord,
  ofTokens: readonly Uint8Array[],
  rows: number,
): Uint8Array {
  const has = new Uint8Array(rows);
  for (const tokens of alternatives) {
    const held = new Float64Array(rows);
    let all = 0;
    for (const { token, rarity } of tokens) {
      const own = ofTokens[token]!;
      for (let row = 0; row < rows; row++) held[row]! += rarity * own[row]!;
      all += rarity;
    }
    const enough = Math.min(1, share) * all;
    for (let row = 0; row < rows; row++) if (held[row]! >= enough) has[row] = 1;
  }
  return has;
}

/** How many of the masks have each candidate. */
export function countMasks(masks: readonly Uint8Array[], rows: number): Uint16Array {
  const counts = new Uint16Array(rows);
  for (const own of masks) for (let row = 0; row < rows; row++) counts[row]! += own[row]!;
  return counts;
}
