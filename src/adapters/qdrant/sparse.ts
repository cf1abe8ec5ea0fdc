import { crc32 } from 'node:zlib';
import { type IndexDocument, TEXT_FIELDS } from '#src/domain/document';
import type { Term } from '#src/domain/query';

/** BM25 of the lexical leg, the same as in the embedded store: saturation, weight of the length, the title three times. */
const K1 = 0.6;
const B = 0.5;
const FIELD_WEIGHTS = TEXT_FIELDS.map((field) => (field === 'title' ? 3 : 1));

/** A sparse vector; indices are different, values above 0. */
export interface SparseVector {
  readonly indices: number[];
  readonly values: number[];
}

/** The place of a token in sparse vectors: 32 bits of a checksum. Tokens that share one are told apart by the scorer. */
export function tokenIndex(token: string): number {
  return crc32(token);
}

/** Occurrences of each token in each of TEXT_FIELDS. */
export type TokenCounts = ReadonlyMap<string, readonly number[]>;

export function countTokens(tokens: IndexDocument['tokens']): Map<string, number[]> {
  const counts = new Map<string, number[]>();
  for (const [place, field] of TEXT_FIELDS.entries()) {
    for (const token of tokens[field]) {
      const own = counts.get(token) ?? TEXT_FIELDS.map(() => 0);
      own[place]!++;
      counts.set(token, own);
    }
  }
  return counts;
}

/** Length over all fields as BM25 sees it. */
export function weightedLength(lengths: readonly number[]): number {
  return weighted(lengths);
}

/**
 * What each token of an item weighs, by BM25 without the idf, which the server multiplies in from its own counts
 * (Robertson and Zaragoza 2009, eq. 3.15, fields as one weighted stream): (k1 + 1) tf / (tf + k1 (1 - b + b len / average)).
 */
export function documentVector(counts: TokenCounts, lengths: readonly number[], averageLength: number): SparseVector {
  const saturation = K1 * (1 - B + (B * weightedLength(lengths)) / averageLength);
  return toSparse(
    [...counts].map(([token, own]) => {
      const frequency = weighted(own);
      return [token, ((K1 + 1) * frequency) / (frequency + saturation)];
    }),
  );
}

/** Weights of the query's terms; those of repeated ones add up, those of 0 are left out. */
export function queryVector(terms: readonly Term[]): SparseVector {
  return toSparse(terms.filter(({ weight }) => weight > 0).map(({ token, weight }) => [token, weight]));
}

function weighted(byField: readonly number[]): number {
  let sum = 0;
  for (let place = 0; place < FIELD_WEIGHTS.length; place++) sum += FIELD_WEIGHTS[place]! * byField[place]!;
  return sum;
}

function toSparse(weights: readonly (readonly [string, number])[]): SparseVector {
  const byIndex = new Map<number, number>();
  for (const [token, weight] of weights) {
    const index = tokenIndex(token);
    byIndex.set(index, (byIndex.get(index) ?? 0) + weight);
  }
  return { indices: [...byIndex.keys()], values: [...byIndex.values()] };
}
