import type { LegResult } from '#src/ports/generations';
import { createTop } from './columns/top.ts';
import type { SpaceState, State } from './state.ts';
import { searchTable } from './table-search.ts';
import type { Offer, VectorPlace, VectorQuery } from './vector-query.ts';

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
  const stored =
    each.indexed || !each.complete ? await searchTable({ state, each, place, query, offer }) : { cut: false };
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

function searchFresh(each: SpaceState, query: VectorQuery, offer: Offer): { cut: boolean } {
  const { vector, depth } = query;
  const passes = query.passes();
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
