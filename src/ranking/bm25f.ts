import { TEXT_FIELDS, type TextField } from '#src/domain/document';
import type { LexicalClause, LexicalQuery, Term } from '#src/domain/query';
import type { CandidateFeatures, LexicalStatistics } from '#src/ports/features';

/** Settings of BM25F. */
export interface Bm25fOptions {
  /** Saturation of repeated words, above 0: the smaller, the less a second occurrence adds. */
  readonly k1: number;
  /** How much a field's length counts, 0 (not at all) to 1. */
  readonly b: Readonly<Record<TextField, number>>;
  /** What an occurrence in a field is worth, at least 0; 0 leaves the field out. */
  readonly weights: Readonly<Record<TextField, number>>;
}

/**
 * Settled on the development halves of `chorus` (all five fields in use) and `homedepot` (titles only), fused with
 * `lite` text vectors. nDCG@10 of rated items: k1 .4 to .8 and b .4 to .75 lie within .003 on `homedepot`; on `chorus`
 * k1 .5 gives .873, .6 .866, .8 .864, and attributes or descriptions at half the weight lose .006 to .013. A title's length at
 * .75 instead of .5 gains .004 of recall@100 and .003 on `homedepot`, the same on both halves, and changes nothing on `chorus`.
 */
export const BM25F: Bm25fOptions = {
  k1: 0.5,
  b: { title: 0.75, brand: 0.5, category: 0.5, attributes: 0.5, description: 0.5 },
  weights: { title: 3, brand: 1, category: 1, attributes: 1, description: 1 },
};

/**
 * All tokens of a query, each once: those to ask features and statistics for, in the order in which `bm25f` and
 * `membership` expect them there.
 */
export function lexicalTokens({ clauses, mustNot }: LexicalQuery): string[] {
  return [...new Set([...clauses.flatMap(({ terms }) => terms.map(({ token }) => token)), ...mustNot])];
}

/**
 * BM25F of every candidate (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
 * section 3.6): occurrences are weighted and normalised by length in each field, added up, and only then saturated.
 *
 *     tf  = sum over fields f of  w_f * tf_f / (1 - b_f + b_f * len_f / avlen_f)
 *     score = sum over terms of  weight * idf * tf / (k1 + tf),   idf = ln(1 + (N - df + 0.5) / (df + 0.5))
 *
 * `features` and `statistics` are those of `tokens`, which the query's are among. Scores are at least 0; 0 means no word
 * matched.
 */
export function bm25f(
  query: LexicalQuery,
  features: CandidateFeatures,
  statistics: LexicalStatistics,
  options: Bm25fOptions = BM25F,
  tokens: readonly string[] = lexicalTokens(query),
): Float64Array {
  const place = new Map(tokens.map((token, index) => [token, index]));
  const fields = fieldNorms(features, statistics, options);
  const total = new Float64Array(features.ids.length);
  for (const clause of query.clauses) {
    const scores = clauseScores(clause, place, fields, features, statistics, options.k1);
    const scale = (clause.weight ?? 1) / (clause.normalise === 'own-top' ? max(scores) || 1 : 1);
    for (let row = 0; row < total.length; row++) {
      const score = scores[row]! * scale;
      total[row] = query.combine === 'sum' ? total[row]! + score : Math.max(total[row]!, score);
    }
  }
  return total;
}

/** Robertson's inverse document frequency with Lucene's 1 +, so that it is never negative. */
export function inverseDocumentFrequency(documents: number, frequency: number): number {
  return Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

/** Shape [candidate][TEXT_FIELDS]: what one occurrence counts there, w_f / (1 - b_f + b_f * len_f / avlen_f). */
function fieldNorms(features: CandidateFeatures, statistics: LexicalStatistics, options: Bm25fOptions): Float64Array {
  const norms = new Float64Array(features.fieldLengths.length);
  const width = TEXT_FIELDS.length;
  for (const [f, field] of TEXT_FIELDS.entries()) {
    const average = statistics.averageLengths[f]! || 1;
    const b = options.b[field];
    for (let i = f; i < norms.length; i += width) {
      norms[i] = options.weights[field] / (1 - b + (b * features.fieldLengths[i]!) / average);
    }
  }
  return norms;
}

function clauseScores(
  { terms }: LexicalClause,
  place: ReadonlyMap<string, number>,
  norms: Float64Array,
  features: CandidateFeatures,
  statistics: LexicalStatistics,
  k1: number,
): Float64Array {
  const scores = new Float64Array(features.ids.length);
  const weights = termWeights(terms, place, statistics);
  const width = TEXT_FIELDS.length;
  for (let row = 0; row < scores.length; row++) {
    const lengths = row * width;
    for (const { token, weight } of weights) {
      const counts = (row * place.size + token) * width;
      let tf = 0;
      for (let f = 0; f < width; f++) tf += features.termCounts[counts + f]! * norms[lengths + f]!;
      scores[row]! += (weight * tf) / (k1 + tf);
    }
  }
  return scores;
}

function termWeights(terms: readonly Term[], place: ReadonlyMap<string, number>, statistics: LexicalStatistics) {
  return terms.map(({ token, weight }) => {
    const index = place.get(token)!;
    const idf = inverseDocumentFrequency(statistics.documents, statistics.documentFrequencies[index]!);
    return { token: index, weight: weight * idf };
  });
}

function max(values: Float64Array): number {
  let best = 0;
  for (const value of values) if (value > best) best = value;
  return best;
}
