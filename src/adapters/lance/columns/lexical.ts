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
}

interface Search {
  readonly columns: Columns;
  readonly postings: Postings;
  readonly scratch: Scratch;
  readonly passes: RowTest;
}

function createScratch(rows: number): Scratch {
  return { clause: new Float64Array(rows), total: new Float64Array(rows) };
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
  const { clause: own, total } = search.scratch;
  const found: number[] = [];
  for (const clause of clauses) {
    const rows = scoreClause(clause, search);
    const top = clause.normalise === 'own-top' ? rows.reduce((best, row) => Math.max(best, own[row]!), 0) : 1;
    const scale = (clause.weight ?? 1) / top;
    for (const row of rows) {
      const score = own[row]! * scale;
      own[row] = 0;
      if (total[row] === 0) found.push(row);
      total[row] = combine === 'sum' ? total[row]! + score : Math.max(total[row]!, score);
    }
  }
  const best = createTop(Math.min(depth, found.length));
  for (const row of found) {
    best.offer(row, total[row]!);
    total[row] = 0;
  }
  return { ...best.finish(), total: found.length };
}

/** Fills `scratch.clause`; answers the rows that hold one of the terms and pass. */
function scoreClause(clause: LexicalClause, search: Search): number[] {
  const terms = weighTerms(clause, search.columns);
  const touched: number[] = [];
  const average = averageWeightedLength(search.columns);
  for (const { token, factor } of terms) addPostings(token, factor, average, search, touched);
  addFresh(terms, average, search, touched);
  const { clause: scores } = search.scratch;
  return touched.filter((row) => {
    const passes = search.passes(row);
    if (!passes) scores[row] = 0;
    return passes;
  });
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

function addPostings(token: number, factor: number, average: number, search: Search, touched: number[]): void {
  const { offsets, rows, counts, lengths } = search.postings;
  if (token + 1 >= offsets.length) return;
  const { clause: scores } = search.scratch;
  for (let at = offsets[token]!; at < offsets[token + 1]!; at++) {
    const row = rows[at]!;
    if (lengths[row]! < 0) continue;
    if (scores[row] === 0) touched.push(row);
    const saturation = K1 * (1 - B + (B * lengths[row]!) / average);
    scores[row]! += (factor * counts[at]!) / (counts[at]! + saturation);
  }
}

/** Rows that changed since the postings were made, scored from the columns. */
function addFresh(terms: readonly WeighedTerm[], average: number, search: Search, touched: number[]): void {
  const { columns, postings, scratch } = search;
  const tokens = terms.map(({ token }) => token);
  const counts = new Float64Array(terms.length);
  for (const row of postings.fresh) {
    if (!columns.alive[row]) continue;
    countInRow(columns, row, tokens, counts);
    const saturation = K1 * (1 - B + (B * weightedLength(columns, row)) / average);
    for (const [place, { factor }] of terms.entries()) {
      if (counts[place] === 0) continue;
      if (scratch.clause[row] === 0) touched.push(row);
      scratch.clause[row]! += (factor * counts[place]!) / (counts[place]! + saturation);
    }
  }
}
