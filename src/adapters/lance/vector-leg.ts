import type { Table as LanceTable } from '@lancedb/lancedb';
import type { Vector } from '#src/domain/space';
import type { LegResult } from '#src/ports/generations';
import { batchesOf } from './batches.ts';
import type { RowTest } from './columns/row-filter.ts';
import { createTop } from './columns/top.ts';
import type { SpaceState, State } from './state.ts';

export interface VectorQuery {
  readonly vector: Vector;
  readonly depth: number;
  /** Lance's condition for the filter. */
  readonly where: string | undefined;
  /** The same filter for rows in memory. */
  readonly passes: RowTest;
}

/** Where a vector of the space lives: its table and its column in it. */
export interface VectorPlace {
  readonly table: () => LanceTable;
  readonly column: string;
}

/** The best vector of each row, by row. */
type Best = Map<number, { readonly score: number; readonly number: number }>;

/** The nearest items of a space: those of the table and those that are only in memory, each by its best vector. */
export async function searchVectors(
  state: State,
  each: SpaceState,
  place: VectorPlace,
  query: VectorQuery,
): Promise<LegResult> {
  const best: Best = new Map();
  const offer = (row: number, number: number, score: number) => {
    const known = best.get(row);
    if (!known || score > known.score) best.set(row, { score, number });
  };
  const fresh = searchFresh(each, query, offer);
  const stored = each.indexed || !each.complete ? await searchTable(state, each, place, query, offer) : { cut: false };
  const top = createTop(query.depth);
  for (const [row, { score }] of best) top.offer(row, score);
  const { rows, scores } = top.finish();
  return {
    ids: Array.from(rows, (row) => state.columns.ids[row]!),
    scores,
    cut: fresh.cut || stored.cut || best.size > query.depth,
    ...(each.space.holds === 'picture' && { pictures: Uint16Array.from(rows, (row) => best.get(row)!.number) }),
  };
}

type Offer = (row: number, number: number, score: number) => void;

function searchFresh(each: SpaceState, { vector, depth, passes }: VectorQuery, offer: Offer): { cut: boolean } {
  const nearest: Best = new Map();
  const top = createTop(depth);
  let texts = 0;
  each.fresh.scan(vector, (row, number, score) => {
    if (each.space.holds === 'text') {
      if (!passes(row)) return;
      top.offer(row, score);
      texts++;
      return;
    }
    const known = nearest.get(row);
    if (known ? score > known.score : passes(row)) nearest.set(row, { score, number });
  });
  for (const [row, { score }] of nearest) top.offer(row, score);
  const { rows, scores } = top.finish();
  for (const [i, row] of rows.entries()) offer(row, nearest.get(row)?.number ?? 0, scores[i]!);
  return { cut: texts + nearest.size > depth };
}

/** How many candidates a search in a graph keeps for each one asked for: recall .98 at a depth of 200. */
const EF_FACTOR = 2;
/** Lance's own greatest limit of a search is far beyond; more than this is never asked. */
const MOST_ASKED = 100_000;
/** The first question asks for so many rows for each item wanted, at most. */
const MOST_ROWS_PER_ITEM = 8;

/**
 * Asks Lance, and asks for more as long as too few of them count: the table may still have items that were removed or
 * replaced since, several pictures of one item, and what its own condition could not leave out. How many it took is remembered for the next time.
 */
async function searchTable(
  state: State,
  each: SpaceState,
  place: VectorPlace,
  query: VectorQuery,
  offer: Offer,
): Promise<{ cut: boolean }> {
  const { columns, stamp } = state;
  for (let limit = Math.ceil(query.depth * each.rowsPerItem); ; limit *= 2) {
    const found = await nearestInTable(each, place, query, limit);
    const counted = new Set<number>();
    for (const { id, number, score } of found) {
      const row = columns.rows.get(id);
      if (row === undefined || columns.alive[row] !== 1 || isReplaced(state, each, row, stamp)) continue;
      if (!query.passes(row)) continue;
      counted.add(row);
      offer(row, number, score);
    }
    const exhausted = found.length < limit || limit >= MOST_ASKED;
    if (!exhausted && counted.size < query.depth) continue;
    if (counted.size > 0) each.rowsPerItem = Math.min(MOST_ROWS_PER_ITEM, (found.length / counted.size) * 1.02);
    return { cut: !exhausted || counted.size > query.depth };
  }
}

/** Whether memory had something newer of the row when the search began: that was offered already, or is no more. */
function isReplaced(state: State, each: SpaceState, row: number, stampAtStart: number): boolean {
  const stamps = [state.pending.get(state.columns.ids[row]!)?.stamp, each.fresh.stampOf(row)];
  return stamps.some((stamp) => stamp !== undefined && stamp <= stampAtStart);
}

async function nearestInTable(
  each: SpaceState,
  { table, column }: VectorPlace,
  { vector, where }: VectorQuery,
  limit: number,
) {
  const pictures = each.space.holds === 'picture';
  const search = table()
    .query()
    .nearestTo(vector)
    .column(column)
    .distanceType('l2')
    .ef(EF_FACTOR * limit)
    .limit(limit);
  search.select(pictures ? ['id', 'number', '_distance'] : ['id', '_distance']);
  if (where !== undefined) search.where(where);
  if (each.indexed && each.complete) search.fastSearch();
  return (await batchesOf(search)).flatMap((rows) => {
    const [ids, distances, numbers] = ['id', '_distance', 'number'].map((name) => rows.getChild(name));
    return Array.from({ length: rows.numRows }, (_, i) => ({
      id: ids!.get(i) as string,
      // Lance gives the squared distance; of unit vectors a and b it is 2 - 2ab.
      score: 1 - (distances!.get(i) as number) / 2,
      number: (numbers?.get(i) as number | undefined) ?? 0,
    }));
  });
}
