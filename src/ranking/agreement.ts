import type { LabelColumn } from '#src/domain/facet';
import { inverseDocumentFrequency } from './bm25f.ts';

/** What the next item counts of what the one before it does: the first five count about as much as all the others. */
const NEXT = 0.86;
/** Tokens that every title counts beside its own: one of two words is no surer than one of eight. */
const SHORT = 3;

/**
 * How much the title of each candidate agrees with the titles of the best, at least 0. The words that those have beside
 * the query's own tell what the query means: of hundreds of items with "ceiling" and "fan" those that light a room come
 * before those that mount it. A relevance model (Lavrenko & Croft, "Relevance-Based Language Models", 2001) of which the
 * first items count most, and words that set them off from the others:
 *
 *     w(t) = ln(1 + (n - n_t + 0.5) / (n_t + 0.5)) * sum over the items k = 0, 1, … that hold t of  0.86^k
 *     agreement(d) = sum over the tokens t of d of  w(t) / (3 + number of tokens of d)
 *
 * with n the items of `ranked` and n_t those of them that hold t. `ranked` are rows, best first; `own` are tokens that count for
 * nothing, because other signals hear them.
 */
export function agreement(
  { dictionary, offsets, codes }: LabelColumn,
  ranked: readonly number[],
  own: ReadonlySet<string>,
): Float64Array {
  const weights = tokenWeights({ dictionary, offsets, codes }, ranked, own);
  return Float64Array.from({ length: offsets.length - 1 }, (_, row) => {
    let sum = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) sum += weights[codes[at]!]!;
    return sum / (SHORT + offsets[row + 1]! - offsets[row]!);
  });
}

function tokenWeights(
  { dictionary, offsets, codes }: LabelColumn,
  ranked: readonly number[],
  own: ReadonlySet<string>,
): Float64Array {
  const frequencies = new Uint32Array(dictionary.length);
  const votes = new Float64Array(dictionary.length);
  let vote = 1;
  for (const row of ranked) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      frequencies[codes[at]!]!++;
      votes[codes[at]!]! += vote;
    }
    vote *= NEXT;
  }
  return votes.map((sum, code) =>
    own.has(dictionary[code]!) ? 0 : sum * inverseDocumentFrequency(ranked.length, frequencies[code]!),
  );
}
