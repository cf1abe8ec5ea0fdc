import { compareEach, isQuickerEach, shareOfPassing } from './compare-each.ts';
import { nearestInTable, offerThose } from './nearest.ts';
import type { SpaceState, State } from './state.ts';
import type { TableSearch } from './vector-query.ts';

/** Lance's own greatest limit of a search is far beyond; more than this is never asked. */
const MOST_ASKED = 100_000;
/** The first question asks for so many rows for each item wanted, at most, beside what a filter takes. */
const MOST_ROWS_PER_ITEM = 8;

/**
 * The table knows nothing of filters, because values change much more often than vectors. So it is asked for the nearest,
 * and for more of them as long as too few count: of those that pass the filter, were not removed or replaced since, once for
 * each item. As soon as it is quicker, the items that pass are compared with one by one instead, so a narrow filter
 * loses nothing.
 */
export async function searchTable(search: TableSearch): Promise<{ cut: boolean }> {
  const { state, each, query } = search;
  const isReplaced = replacedBy(state, each);
  const share = query.isFiltered ? shareOfPassing(state, query.passes()) : 1;
  for (let limit = Math.ceil((query.depth * each.rowsPerItem) / share); ; limit *= 2) {
    if (query.isFiltered && isQuickerEach(state, each, { share, limit })) return compareEach(search, isReplaced);
    const asked = Math.min(limit, MOST_ASKED);
    const found = await nearestInTable(search, asked);
    const counted = offerThose(found, search, isReplaced);
    if (counted < query.depth && found.length === asked && asked < MOST_ASKED) continue;
    if (counted > 0 && !query.isFiltered)
      each.rowsPerItem = Math.min(MOST_ROWS_PER_ITEM, (found.length / counted) * 1.02);
    return { cut: found.length === asked || counted > query.depth };
  }
}

/** Whether memory had something newer of a row when the search began: that was offered already, or is no more. */
function replacedBy(state: State, each: SpaceState): (row: number) => boolean {
  const { stamp: start } = state;
  return (row) => {
    const stamps = [state.pending.get(state.columns.ids[row]!)?.stamp, each.fresh.stampOf(row)];
    return stamps.some((stamp) => stamp !== undefined && stamp <= start);
  };
}
