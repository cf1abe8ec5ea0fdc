import type { Table as LanceTable } from '@lancedb/lancedb';
import type { Lance } from './lance-module.ts';
import { withRetry } from './retry.ts';
import type { SpaceState, State } from './state.ts';
import { numberColumn, type TableName, tableOf, vectorColumn } from './table-rows.ts';
import { type Tables, tableFor } from './tables.ts';

/** A table with fewer vectors' numbers than this needs no index: comparing with all takes about a millisecond. */
export const LEAST_INDEXED_FLOATS = 1_000_000;
/** An index is made anew when memory holds more numbers than this of vectors that it does not cover. */
const FRESH_FLOATS_WORTH_INDEXING = 250_000;
/** Files of older states are kept this long for searches that still read them. */
const KEEP_OLD_FILES_MS = 60_000;

/** Spaces whose index should be made or made anew. */
export async function spacesToIndex(state: State, tables: Tables): Promise<SpaceState[]> {
  const due: SpaceState[] = [];
  for (const each of state.spaces.values()) {
    const { space, fresh, indexed, complete } = each;
    const rows = await tableFor(tables, tableOf(space)).countRows();
    const least = indexed ? FRESH_FLOATS_WORTH_INDEXING : 1;
    if (rows * space.dimensions >= LEAST_INDEXED_FLOATS && (!complete || fresh.floats >= least)) due.push(each);
  }
  return due;
}

/**
 * Makes the indexes of the vectors, and those that filters need. One graph over all vectors (HNSW with 8-bit numbers
 * in one partition): several partitions lose most hits under a narrow filter. Squared distance, because with `cosine`
 * this version of Lance gives different distances from the index and from rows outside of it.
 */
export async function buildIndexes(
  state: State,
  tables: Tables,
  spaces: readonly SpaceState[],
  lance: Lance,
  onPhase: (phase: string) => void,
): Promise<void> {
  const { manifest } = state;
  for (const name of new Set(spaces.map(({ space }) => tableOf(space)))) {
    const table = tableFor(tables, name);
    const own = spaces.filter(({ space }) => tableOf(space) === name);
    const isFirst = own.every(({ indexed }) => !indexed);
    onPhase(`compacting ${name}`);
    if (isFirst) await compact(table);
    onPhase(`indexing the values of ${name}`);
    const config = (field: string) => ({
      config: lance.Index.btree(),
      column: numberColumn(manifest.numericFields, field)!,
    });
    for (const index of [
      { config: lance.Index.labelList(), column: 'labels' },
      ...manifest.numericFields.map(config),
    ]) {
      await withRetry(() => table.createIndex(index.column, { config: index.config }));
    }
    for (const { space } of own) {
      onPhase(`indexing the vectors of ${space.name}`);
      const hnsw = lance.Index.hnswSq({ distanceType: 'l2', numPartitions: 1, m: 20, efConstruction: 150 });
      await withRetry(() => table.createIndex(vectorColumn(manifest.spaces, space.name), { config: hnsw }));
    }
    if (!isFirst) await compact(table);
  }
}

/** Whether the vectors of the space have an index. */
export async function hasIndex(state: State, tables: Tables, { space }: SpaceState): Promise<boolean> {
  const column = vectorColumn(state.manifest.spaces, space.name);
  const indices = await tableFor(tables, tableOf(space) as TableName).listIndices();
  return indices.some(({ columns }) => columns.includes(column));
}

async function compact(table: LanceTable): Promise<void> {
  await withRetry(() => table.optimize({ cleanupOlderThan: new Date(Date.now() - KEEP_OLD_FILES_MS) }));
}
