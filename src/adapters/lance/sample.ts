import { setImmediate as nextTurn } from 'node:timers/promises';
import { sampleKey } from '#src/domain/id-hash';
import { createTop } from './columns/top.ts';
import type { State } from './state.ts';

/** Ids hashed in one go, some 5 ms: searches go on in between. */
const ROWS_AT_ONCE = 8_000;

/** As `Generation.sample`. */
export async function sampleIds({ columns }: Pick<State, 'columns'>, count: number): Promise<string[]> {
  const { ids } = columns;
  const least = createTop(Math.min(count, ids.length));
  for (let row = 0, end = ids.length; row < end; row++) {
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await nextTurn();
    if (columns.alive[row] === 1) least.offer(row, -sampleKey(ids[row]!));
  }
  return Array.from(least.finish().rows, (row) => ids[row]!);
}
