import type { History } from './history.ts';
import { type SparseMatrix, transpose } from './sparse.ts';

/** What items are like, as unit vectors; items without one are like nothing. */
export interface Content {
  /** Σ_i w_i · c_i of the items of a history: what a shopper likes. Shape [terms]. */
  profile(history: Pick<History, 'items' | 'weights'>): Float64Array;
  /** Inner product of a profile with every item; shape [items]. */
  scoreAll(profile: Float64Array): Float64Array;
  /** The same of some items by number. */
  scores(profile: Float64Array, items: ArrayLike<number>): Float64Array;
  /** Cosine of two items by number. */
  similarity(item: number, other: number): number;
}

/** Terms in more of the items than this say nothing of any. */
const COMMON = 0.5;

/**
 * Rows of tf-idf weights with unit length (Salton & Buckley, "Term-weighting approaches in automatic text retrieval",
 * 1988): (1 + ln tf) · ln(items / df). Shape [documents][terms]; `columns` are numbered as terms come. Terms of a single
 * item are left out, they compare nothing. An item without terms has an empty row.
 */
export function tfIdf(documents: Iterable<readonly string[]>): SparseMatrix {
  const { counts, frequencies, terms } = countTerms(documents);
  const rows = counts.length;
  const idf = frequencies.map((df) => (df > 1 && df <= COMMON * rows ? Math.log(rows / df) : 0));
  const kept = counts.map((row) => [...row].filter(([term]) => idf[term] > 0).sort(([a], [b]) => a - b));
  const offsets = new Uint32Array(rows + 1);
  kept.forEach((row, index) => {
    offsets[index + 1] = offsets[index] + row.length;
  });
  const indices = new Uint32Array(offsets[rows]);
  const values = new Float32Array(offsets[rows]);
  kept.forEach((row, index) => {
    const weights = row.map(([term, count]) => (1 + Math.log(count)) * idf[term]);
    const norm = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
    row.forEach(([term], n) => {
      indices[offsets[index] + n] = term;
      values[offsets[index] + n] = weights[n] / norm;
    });
  });
  return { rows, columns: terms, offsets, indices, values };
}

function countTerms(documents: Iterable<readonly string[]>) {
  const numbers = new Map<string, number>();
  const frequencies: number[] = [];
  const counts: Map<number, number>[] = [];
  for (const document of documents) {
    const row = new Map<number, number>();
    for (const term of document) {
      let number = numbers.get(term);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(term, number);
        frequencies.push(0);
      }
      const before = row.get(number) ?? 0;
      if (before === 0) frequencies[number]++;
      row.set(number, before + 1);
    }
    counts.push(row);
  }
  return { counts, frequencies, terms: numbers.size };
}

/** Content by the rows of `tfIdf`, or any rows of unit length. Scoring all takes the postings of the profile's terms. */
export function sparseContent(byItem: SparseMatrix): Content {
  const { offsets, indices, values } = byItem;
  const byTerm = transpose(byItem);
  return {
    profile({ items, weights }) {
      const profile = new Float64Array(byItem.columns);
      items.forEach((item, n) => {
        for (let at = offsets[item]; at < offsets[item + 1]; at++) profile[indices[at]] += weights[n] * values[at];
      });
      return profile;
    },
    scoreAll(profile) {
      const scores = new Float64Array(byItem.rows);
      for (let term = 0; term < profile.length; term++) {
        if (profile[term] === 0) continue;
        for (let at = byTerm.offsets[term]; at < byTerm.offsets[term + 1]; at++)
          scores[byTerm.indices[at]] += profile[term] * byTerm.values[at];
      }
      return scores;
    },
    scores: (profile, items) =>
      Float64Array.from(items, (item) => {
        let sum = 0;
        for (let at = offsets[item]; at < offsets[item + 1]; at++) sum += profile[indices[at]] * values[at];
        return sum;
      }),
    similarity: (item, other) => sharedTerms(byItem, item, other),
  };
}

/** Inner product of two rows, walking both in the order of their terms. */
function sharedTerms({ offsets, indices, values }: SparseMatrix, item: number, other: number): number {
  let sum = 0;
  let at = offsets[item];
  let to = offsets[other];
  while (at < offsets[item + 1] && to < offsets[other + 1]) {
    const difference = indices[at] - indices[to];
    if (difference === 0) sum += values[at] * values[to];
    if (difference <= 0) at++;
    if (difference >= 0) to++;
  }
  return sum;
}
