import type { LexicalClause, LexicalQuery } from '#src/domain/query';
import type { Columns } from './columns.ts';
import {
  averageWeightedLength,
  countInRow,
  makePostings,
  markFresh,
  type Postings,
  weightedLength,
} from './postings.ts';
import type { RowTest } from './row-filter.ts';
import { createTop } from './top.ts';

/** Saturation of repeated words and weight of the length; lower than usual (1.2, .75), because product texts are short. */
const K1 = 0.6;
const B = 0.5;

/** Share of changed rows from which the postings are made anew, and the number below which never. */
const FRESH_SHARE = 1 / 16;
const FRESH_LEAST = 2048;

export interface LexicalMatches {
  readonly rows: Uint32Array;
  readonly scores: Float64Array;
  /** Items that match, also beyond the depth. */
  readonly total: number;
}

export interface LexicalIndex {
  search(query: LexicalQuery, passes: RowTest, depth: number): LexicalMatches;
}

/**
 * BM25 over the columns (Robertson and Zaragoza 2009, eq. 3.15 with the weighted fields as one stream, and the idf of
 * Lucene, which is never negative). Exact: every matching item gets its score. Runs to the end in one go, so the
 * scratch arrays are never shared.
 */
export function createLexicalIndex(columns: Columns): LexicalIndex {
  let postings: Postings | undefined;
  let scratch = createScratch(0);
  columns.onChange = (row) => {
    if (postings) markFresh(postings, row);
  };

  return {
    search: (query, passes, depth) => {
      if (!postings || postings.fresh.size > Math.max(FRESH_LEAST, columns.count * FRESH_SHARE)) {
        postings = makePostings(columns);
      }
      if (scratch.clause.length < columns.ids.length) scratch = createScratch(columns.ids.length + 1024);
      const search: Search = { columns, postings, scratch, passes: allowed(columns, query.mustNot, passes) };
      return combine(query, search, depth);
    },
  };
}

interface Scratch {
  /** Score within the clause at hand, by row; 0 for rows not found. */
  readonly clause: Float64Array;
  /** Score over the clauses so far. */
  readonly total: Float64Array;
  /** Rows that the clause at hand has found; typed, because frequent words of a large catalog are in 100,000 rows. */
  readonly touched: Uint32Array;
  /** Rows that any clause has found. */
  readonly found: Uint32Array;
}

interface Search {
  readonly columns: Columns;
  readonly postings: Postings;
  readonly scratch: Scratch;
  readonly passes: RowTest;
}

function createScratch(rows: number): Scratch {
  return {
    clause: new Float64Array(rows),
    total: new Float64Array(rows),
    touched: new Uint32Array(rows),
    found: new Uint32Array(rows),
  };
}

function allowed(columns: Columns, mustNot: readonly string[], passes: RowTest): RowTest {
  const banned = mustNot.flatMap((token) => columns.tokenCodes.get(token) ?? []);
  if (banned.length === 0) return passes;
  const counts = new Float64Array(banned.length);
  return (row) => {
    if (!passes(row)) return false;
    countInRow(columns, row, banned, counts);
    return counts.every((count) => count === 0);
  };
}

function combine({ clauses, combine }: LexicalQuery, search: Search, depth: number): LexicalMatches {
  const { clause: own, total, touched, found } = search.scratch;
  let count = 0;
  for (const clause of clauses) {
    const end = scoreClause(clause, search);
    const scale = (clause.weight ?? 1) / (clause.normalise === 'own-top' ? highest(own, touched, end) : 1);
    for (let at = 0; at < end; at++) {
      const row = touched[at]!;
      const score = own[row]! * scale;
      own[row] = 0;
      if (total[row] === 0) found[count++] = row;
      total[row] = combine === 'sum' ? total[row]! + score : Math.max(total[row]!, score);
    }
  }
  const best = createTop(Math.min(depth, count));
  for (let at = 0; at < count; at++) {
    const row = found[at]!;
    best.offer(row, total[row]!);
    total[row] = 0;
  }
  return { ...best.finish(), total: count };
}

function highest(scores: Float64Array, rows: Uint32Array, end: number): number {
  let best = 0;
  for (let at = 0; at < end; at++) best = Math.max(best, scores[rows[at]!]!);
  return best;
}

/** Fills `scratch.clause` and `scratch.touched` with the rows that hold one of the terms and pass; answers their number. */
function scoreClause(clause: LexicalClause, search: Search): number {
  const terms = weighTerms(clause, search.columns);
  const average = averageWeightedLength(search.columns);
  let end = 0;
  for (const { token, factor } of terms) end = addPostings(token, factor, average, search, end);
  end = addFresh(terms, average, search, end);
  const { clause: scores, touched } = search.scratch;
  let count = 0;
  for (let at = 0; at < end; at++) {
    const row = touched[at]!;
    if (search.passes(row)) touched[count++] = row;
    else scores[row] = 0;
  }
  return count;
}

interface WeighedTerm {
  readonly token: number;
  /** Weight × idf × (k1 + 1). */
  readonly factor: number;
}

function weighTerms({ terms }: LexicalClause, columns: Columns): WeighedTerm[] {
  const weights = new Map<number, number>();
  for (const { token, weight } of terms) {
    const code = columns.tokenCodes.get(token);
    if (code !== undefined && weight > 0) weights.set(code, (weights.get(code) ?? 0) + weight);
  }
  return [...weights].map(([token, weight]) => {
    const frequency = columns.documentFrequencies[token]!;
    const idf = Math.log(1 + (columns.count - frequency + 0.5) / (frequency + 0.5));
    return { token, factor: weight * idf * (K1 + 1) };
  });
}

/** `before` rows are touched already; answers how many are then. */
function addPostings(token: number, factor: number, average: number, search: Search, before: number): number {
  const { offsets, rows, counts, lengths } = search.postings;
  if (token + 1 >= offsets.length) return before;
  const { clause: scores, touched } = search.scratch;
  let end = before;
  for (let at = offsets[token]!; at < offsets[token + 1]!; at++) {
    const row = rows[at]!;
    if (lengths[row]! < 0) continue;
    if (scores[row] === 0) touched[end++] = row;
    const saturation = K1 * (1 - B + (B * lengths[row]!) / average);
    scores[row]! += (factor * counts[at]!) / (counts[at]! + saturation);
  }
  return end;
}

/** Rows that changed since the postings were made, scored from the columns. */
function addFresh(terms: readonly WeighedTerm[], average: number, search: Search, before: number): number {
  const { columns, postings, scratch } = search;
  let end = before;
  const tokens = terms.map(({ token }) => token);
  const counts = new Float64Array(terms.length);
  for (const row of postings.fresh) {
    if (!columns.alive[row]) continue;
    countInRow(columns, row, tokens, counts);
    const saturation = K1 * (1 - B + (B * weightedLength(columns, row)) / average);
    for (const [place, { factor }] of terms.entries()) {
      if (counts[place] === 0) continue;
      if (scratch.clause[row] === 0) scratch.touched[end++] = row;
      scratch.clause[row]! += (factor * counts[place]!) / (counts[place]! + saturation);
    }
  }
  return end;
}
