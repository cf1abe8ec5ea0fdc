import type { LexicalClause, LexicalQuery } from '#src/domain/query';
import type { Columns } from './columns.ts';
import { averageWeightedLength, countInRow, type Postings, weightedLength } from './postings.ts';

/** Saturation of repeated words and weight of the length; lower than usual (1.2, .75), because product texts are short. */
const K1 = 0.6;
const B = 0.5;

/** A clause of which the frequencies are looked up. */
export interface WeighedClause {
  readonly terms: readonly WeighedTerm[];
  /** What its scores are multiplied with. */
  readonly scale: number;
}

interface WeighedTerm {
  readonly token: number;
  /** Weight × idf × (k1 + 1). */
  readonly factor: number;
}

export function weigh({ terms, weight }: LexicalClause, columns: Columns): WeighedClause {
  const weights = new Map<number, number>();
  for (const { token, weight } of terms) {
    const code = columns.tokenCodes.get(token);
    if (code !== undefined && weight > 0) weights.set(code, (weights.get(code) ?? 0) + weight);
  }
  const weighed = [...weights].map(([token, weight]) => {
    const frequency = columns.documentFrequencies[token]!;
    const idf = Math.log(1 + (columns.count - frequency + 0.5) / (frequency + 0.5));
    return { token, factor: weight * idf * (K1 + 1) };
  });
  return { terms: weighed, scale: weight ?? 1 };
}

/** Rows scored in one go: all that is changed for each posting stays in the processor's nearest cache. */
const BLOCK_ROWS = 2_048;

/** Of a block, by row from its first; whoever uses it leaves zeros behind. */
export interface Scratch {
  /** Score within the clause at hand. */
  readonly clause: Float64Array;
  /** Score over the clauses so far. */
  readonly total: Float64Array;
  /** Rows that the clause at hand has found. */
  readonly touched: Uint16Array;
  /** Rows that any clause has found. */
  readonly found: Uint16Array;
}

export function createScratch(): Scratch {
  return {
    clause: new Float64Array(BLOCK_ROWS),
    total: new Float64Array(BLOCK_ROWS),
    touched: new Uint16Array(BLOCK_ROWS),
    found: new Uint16Array(BLOCK_ROWS),
  };
}

export interface Scoring {
  readonly columns: Columns;
  readonly postings: Postings;
  readonly scratch: Scratch;
}

/** Calls for each row that holds a term of a clause, with its score above 0; removed ones are among them. */
export function eachScored(
  clauses: readonly WeighedClause[],
  combine: LexicalQuery['combine'],
  scoring: Scoring,
  visit: (row: number, score: number) => void,
): void {
  const average = averageWeightedLength(scoring.columns);
  const opened = clauses.map((clause) => ({ ...clause, cursors: cursorsOf(clause, scoring.postings) }));
  const { clause: own, total, touched, found } = scoring.scratch;
  for (let next = nextRow(opened, scoring.postings); next < Infinity; next = nextRow(opened, scoring.postings)) {
    const first = next - (next % BLOCK_ROWS);
    let count = 0;
    for (const { cursors, scale } of opened) {
      let end = 0;
      for (const cursor of cursors) end = addPostings(cursor, first, average, scoring, end);
      for (let at = 0; at < end; at++) {
        const place = touched[at]!;
        const score = own[place]! * scale;
        own[place] = 0;
        if (total[place] === 0) found[count++] = place;
        total[place] = combine === 'sum' ? total[place]! + score : Math.max(total[place]!, score);
      }
    }
    for (let at = 0; at < count; at++) {
      const place = found[at]!;
      visit(first + place, total[place]!);
      total[place] = 0;
    }
  }
  eachFresh(clauses, combine, scoring, visit);
}

/** How far the postings of a term are read. */
interface Cursor {
  at: number;
  readonly end: number;
  readonly factor: number;
}

function cursorsOf({ terms }: WeighedClause, { offsets }: Postings): Cursor[] {
  return terms
    .filter(({ token }) => token + 1 < offsets.length)
    .map(({ token, factor }) => ({ at: offsets[token]!, end: offsets[token + 1]!, factor }));
}

function nextRow(clauses: readonly { readonly cursors: readonly Cursor[] }[], { rows }: Postings): number {
  let next = Infinity;
  for (const { cursors } of clauses) for (const { at, end } of cursors) if (at < end) next = Math.min(next, rows[at]!);
  return next;
}

/** Adds a term's postings of the block that begins at `first`; `before` rows are touched already, answers how many then are. */
function addPostings(cursor: Cursor, first: number, average: number, scoring: Scoring, before: number): number {
  const { rows, counts, lengths } = scoring.postings;
  const { clause: scores, touched } = scoring.scratch;
  const { end, factor } = cursor;
  let touchedEnd = before;
  let at = cursor.at;
  for (; at < end; at++) {
    const row = rows[at]!;
    const place = row - first;
    if (place >= BLOCK_ROWS) break;
    if (lengths[row]! < 0) continue;
    if (scores[place] === 0) touched[touchedEnd++] = place;
    scores[place]! += (factor * counts[at]!) / (counts[at]! + saturation(lengths[row]!, average));
  }
  cursor.at = at;
  return touchedEnd;
}

function saturation(length: number, average: number): number {
  return K1 * (1 - B + (B * length) / average);
}

/** Rows that changed since the postings were made, scored from the columns. */
function eachFresh(
  clauses: readonly WeighedClause[],
  combine: LexicalQuery['combine'],
  { columns, postings }: Scoring,
  visit: (row: number, score: number) => void,
): void {
  const average = averageWeightedLength(columns);
  const opened = clauses.map((clause) => ({ ...clause, tokens: clause.terms.map(({ token }) => token) }));
  const counts = opened.map(({ tokens }) => new Float64Array(tokens.length));
  for (const row of postings.fresh) {
    const most = saturation(weightedLength(columns, row), average);
    let total = 0;
    for (const [place, { terms, tokens, scale }] of opened.entries()) {
      const own = counts[place]!;
      countInRow(columns, row, tokens, own);
      const score = terms.reduce((sum, { factor }, at) => sum + (factor * own[at]!) / (own[at]! + most), 0) * scale;
      total = combine === 'sum' ? total + score : Math.max(total, score);
    }
    if (total > 0) visit(row, total);
  }
}
