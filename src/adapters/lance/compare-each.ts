import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RowTest } from './columns/row-filter.ts';
import { createTop } from './columns/top.ts';
import { nearestInTable, offerThose } from './nearest.ts';
import type { SpaceState, State } from './state.ts';
import { IDS_AT_ONCE, idsCondition } from './tables.ts';
import type { TableSearch } from './vector-query.ts';

/** Rows looked at to tell how many pass a filter. */
const SAMPLED_ROWS = 2_000;

/** About what share of all rows passes; above 0. */
export function shareOfPassing({ columns }: State, passes: RowTest): number {
  const rows = columns.ids.length;
  // Odd, because every second or tenth row may be alike.
  const step = Math.max(1, Math.floor(rows / SAMPLED_ROWS)) | 1;
  let sampled = 0;
  let passing = 0;
  for (let row = 0; row < rows; row += step, sampled++) if (passes(row)) passing++;
  return Math.max(passing, 0.5) / Math.max(sampled, 1);
}

/**
 * Numbers of vectors in memory that are multiplied in the time in which one more row is asked of Lance: 10 µs, of which
 * one that is named by its id takes as long.
 */
const NUMBERS_PER_ROW = 8_000;

/** Whether comparing with each of the items that pass is quicker than asking for the nearest `limit`. */
export function isQuickerEach(
  { columns }: State,
  { held, space }: SpaceState,
  { share, limit }: { readonly share: number; readonly limit: number },
): boolean {
  const passing = share * columns.ids.length;
  return (held?.holds ? (passing * space.dimensions) / NUMBERS_PER_ROW : passing) <= limit;
}

/** Numbers that are multiplied in one go, some 10 ms: other work comes in between. */
const NUMBERS_AT_ONCE = 8_000_000;

/** Compares with every item that passes: in memory where its vector is held there, else by Lance. */
export async function compareEach(search: TableSearch, isReplaced: RowTest): Promise<{ cut: boolean }> {
  const { state, each, query, offer } = search;
  const { columns } = state;
  const top = createTop(query.depth);
  const rowsAtOnce = Math.ceil(NUMBERS_AT_ONCE / each.space.dimensions);
  const unknown: string[] = [];
  let compared = 0;
  let passes = query.passes();
  // Rows that come later were in memory or not there when the search began.
  for (let row = 0, end = columns.ids.length; row < end; row++) {
    if (!passes(row) || isReplaced(row)) continue;
    const cosine = each.held?.cosine(row, query.vector);
    if (cosine === undefined) unknown.push(columns.ids[row]!);
    if (cosine === undefined || Number.isNaN(cosine)) continue;
    top.offer(row, cosine);
    if (++compared % rowsAtOnce > 0) continue;
    await nextTurn();
    passes = query.passes();
  }
  const { rows, scores } = top.finish();
  for (const [i, row] of rows.entries()) offer(row, 0, scores[i]!);
  const { cut } = await askAbout(unknown, search, isReplaced);
  return { cut: cut || compared + unknown.length > query.depth };
}

/** Asks Lance for the nearest among items by their ids. */
async function askAbout(ids: readonly string[], search: TableSearch, isReplaced: RowTest): Promise<{ cut: boolean }> {
  let cut = false;
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const where = idsCondition(ids.slice(at, at + IDS_AT_ONCE));
    // An item may have several pictures.
    for (let limit = search.query.depth; ; limit *= 2) {
      const found = await nearestInTable(search, limit, where);
      const counted = offerThose(found, search, isReplaced);
      if (found.length === limit && counted < search.query.depth) continue;
      cut ||= found.length === limit;
      break;
    }
  }
  return { cut };
}
