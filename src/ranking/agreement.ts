import type { LabelColumn } from '#src/domain/facet';

/** The share of the votes at which a token counts half: what all have counts little more than what most have. */
const HALF = 0.5;
/** A token without votes that every title counts beside its own: of one word more the first says little. */
const SHORT = 1;

/**
 * How much each candidate says of what the best are called, 0..1: nothing from `span` below the best score on (or 0),
 * so that the weak ones of a list do not count, and the square of the way up to it. It changes little where scores change little,
 * and does not hang on who comes first by a hair.
 */
export function votesOf(scores: Float64Array, span: number): Float64Array {
  let best = 0;
  for (const score of scores) if (score > best) best = score;
  const reach = Math.min(span, best);
  return scores.map((score) => (score > best - reach ? (1 - (best - score) / reach) ** 2 : 0));
}

/**
 * How much the title of each candidate agrees with the titles of the best, 0..1. The words that those have beside
 * the query's own tell what the query means: of hundreds of items with "ceiling" and "fan" those that light a room come
 * before those that mount it. A relevance model (Lavrenko & Croft, "Relevance-Based Language Models", 2001), saturated:
 *
 *     p(t) = votes of the candidates that hold t / votes of all
 *     agreement(d) = sum over the tokens t of d that are not the query's of  p(t) / (p(t) + 0.5),  divided by  1 + their number
 *
 * `titles` holds the different tokens of each candidate's title, `votes` is by candidate, at least 0; `own` are the query's
 * tokens, which other signals hear.
 */
export function agreement(titles: LabelColumn, votes: Float64Array, own: ReadonlySet<string>): Float64Array {
  const { dictionary, offsets, codes } = titles;
  const worth = worthOfTokens(titles, votes);
  const isOwn = new Uint8Array(dictionary.length);
  for (let code = 0; code < isOwn.length; code++) if (own.has(dictionary[code]!)) isOwn[code] = 1;
  return votes.map((_, row) => {
    let sum = 0;
    let length = SHORT;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      const code = codes[at]!;
      if (isOwn[code] === 1) continue;
      sum += worth[code]!;
      length++;
    }
    return sum / length;
  });
}

function worthOfTokens({ dictionary, offsets, codes }: LabelColumn, votes: Float64Array): Float64Array {
  const held = new Float64Array(dictionary.length);
  let all = 0;
  for (let row = 0; row < votes.length; row++) {
    const vote = votes[row]!;
    if (vote === 0) continue;
    all += vote;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) held[codes[at]!]! += vote;
  }
  return held.map((vote) => (vote === 0 ? 0 : vote / (vote + HALF * all)));
}
