import { batchesOf } from './batches.ts';
import type { RowTest } from './columns/row-filter.ts';
import { probesFor } from './index-kinds.ts';
import type { TableSearch } from './vector-query.ts';

/** A row of the table that was found. */
export interface NearRow {
  readonly id: string;
  readonly number: number;
  /** Cosine. */
  readonly score: number;
}

/** How many candidates a search in a graph keeps for each one asked for: recall .98 at a depth of 200. */
const EF_FACTOR = 2;

/** The nearest `limit` rows of the table, of those that a condition of Lance's SQL names, if there is one. */
export async function nearestInTable(
  { each, place: { table, column }, query: { vector } }: TableSearch,
  limit: number,
  where?: string,
): Promise<NearRow[]> {
  const pictures = each.space.holds === 'picture';
  const search = table()
    .query()
    .nearestTo(vector)
    .column(column)
    .distanceType('l2')
    .ef(EF_FACTOR * limit)
    .nprobes(probesFor(limit))
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

/**
 * Offers those that count: they pass the filter, and nothing newer of them is known. Answers how many items they are. An index
 * compares with 8-bit numbers, to within .009 of the cosine; texts that are held are compared again, like all candidates.
 */
export function offerThose(
  found: readonly NearRow[],
  { state: { columns }, each: { held }, query, offer }: TableSearch,
  isReplaced: RowTest,
): number {
  const passes = query.passes();
  const counted = new Set<number>();
  for (const { id, number, score } of found) {
    const row = columns.rows.get(id);
    if (row === undefined || !passes(row) || isReplaced(row)) continue;
    counted.add(row);
    const cosine = held?.cosine(row, query.vector) ?? Number.NaN;
    offer(row, number, Number.isNaN(cosine) ? score : cosine);
  }
  return counted.size;
}
