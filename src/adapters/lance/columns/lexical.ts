import type { LexicalClause, LexicalQuery } from '#src/domain/query';
import { createScratch, eachScored, type Scoring, type WeighedClause, weigh } from './clause-scores.ts';
import type { Columns } from './columns.ts';
import { countInRow, makePostings, markFresh, type Postings } from './postings.ts';
import type { RowTest } from './row-filter.ts';
import { createTop } from './top.ts';

/** Share of changed rows from which the postings are made anew, and the number below which never. */
const FRESH_SHARE = 1 / 16;
const FRESH_LEAST = 2048;

export interface LexicalMatches {
  readonly rows: Uint32Array;
  readonly scores: Float64Array;
  /** Whether more items match than the depth. */
  readonly cut: boolean;
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
  const scratch = createScratch();
  columns.onChange = (row) => {
    if (postings) markFresh(postings, row);
  };

  return {
    search: (query, passes, depth) => {
      if (!postings || postings.fresh.size > Math.max(FRESH_LEAST, columns.count * FRESH_SHARE)) {
        postings = makePostings(columns);
      }
      return best(query, { columns, postings, scratch }, allowed(columns, query.mustNot, passes), depth);
    },
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

function best({ clauses, combine }: LexicalQuery, scoring: Scoring, passes: RowTest, depth: number): LexicalMatches {
  const weighed = clauses.map((clause) => scaled(clause, scoring, passes));
  const top = createTop(depth);
  let passed = 0;
  eachScored(weighed, combine, scoring, (row, score) => {
    // Once it is known that some are cut off, only those are tested that could come in.
    if (passed > depth && !top.accepts(row, score)) return;
    if (!passes(row)) return;
    passed++;
    top.offer(row, score);
  });
  return { ...top.finish(), cut: passed > depth };
}

/** The clause with its scale; scores in parts of the best need that first. */
function scaled(clause: LexicalClause, scoring: Scoring, passes: RowTest): WeighedClause {
  const weighed = weigh(clause, scoring.columns);
  if (clause.normalise === 'none') return weighed;
  let highest = 0;
  eachScored([{ ...weighed, scale: 1 }], 'sum', scoring, (row, score) => {
    if (score > highest && passes(row)) highest = score;
  });
  return { ...weighed, scale: weighed.scale / (highest || 1) };
}
