import { columnsOf, type Row, readRows, vectorsOf } from './lookups.ts';
import type { SnapshotFacts } from './snapshot-file.ts';
import type { SpaceState, State } from './state.ts';
import { type TableName, tableOf } from './table-rows.ts';
import { type Tables, tableFor } from './tables.ts';

/** From so many rows on, a whole table is read rather than rows by their ids. */
const READ_ALL_FROM = 2_000;

/**
 * Brings the vectors that no index covers into memory, as they were when the snapshot was taken. `rowsOfSnapshot` are
 * numbered as in the snapshot, which is as they are in the columns before anything is applied to them.
 */
export async function loadFreshVectors(state: State, tables: Tables, facts: SnapshotFacts): Promise<void> {
  for (const name of ['items', 'pictures'] as const) {
    const wanted = new Map<SpaceState, Set<number>>();
    for (const each of state.spaces.values()) {
      if (tableOf(each.space) !== name) continue;
      const rows = facts.unindexed[each.space.name] === null ? null : (facts.unindexed[each.space.name] ?? []);
      if (rows && rows.length * each.space.dimensions <= state.tuning.mostFreshFloats) wanted.set(each, new Set(rows));
      else Object.assign(each, { complete: false, retaining: false });
    }
    const rows = new Set([...wanted.values()].flatMap((own) => [...own]));
    if (rows.size > 0) await loadTable(state, tables, name, wanted, rows);
  }
}

async function loadTable(
  state: State,
  tables: Tables,
  name: TableName,
  wanted: ReadonlyMap<SpaceState, ReadonlySet<number>>,
  rows: ReadonlySet<number>,
): Promise<void> {
  const { columns } = state;
  const selected = ['id', ...(name === 'pictures' ? ['number'] : []), ...columnsOf(state, name)];
  const table = tableFor(tables, name);
  const ids = Array.from(rows, (row) => columns.ids[row]!);
  const found: AsyncIterable<Iterable<unknown>> | Iterable<readonly Row[]> =
    rows.size < READ_ALL_FROM ? [await readRows(() => table, ids, selected)] : table.query().select(selected);
  const vectorsByRow = new Map<number, { number: number; vectors: ReturnType<typeof vectorsOf> }[]>();
  for await (const batch of found) {
    for (const record of batch as Iterable<Row>) {
      const row = columns.rows.get(record.id);
      if (row === undefined || !rows.has(row)) continue;
      const own = { number: (record.number as number | undefined) ?? 0, vectors: vectorsOf(state, record, name) };
      vectorsByRow.set(row, [...(vectorsByRow.get(row) ?? []), own]);
    }
  }
  for (const [{ space, fresh }, own] of wanted) {
    for (const row of own) {
      const vectors = (vectorsByRow.get(row) ?? []).flatMap(({ number, vectors }) => {
        const vector = vectors[space.name];
        return vector ? [{ number, vector }] : [];
      });
      fresh.put(row, vectors, state.stamp);
    }
  }
}
