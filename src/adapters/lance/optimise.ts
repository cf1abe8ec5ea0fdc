import type { Index, Table as LanceTable } from '@lancedb/lancedb';
import { flatIndex, indexFor, isExact } from './index-kinds.ts';
import { indexRecall, LEAST_RECALL } from './index-recall.ts';
import type { Lance } from './lance-module.ts';
import { withRetry } from './retry.ts';
import type { SpaceState, State } from './state.ts';
import { tableOf, vectorColumn } from './table-rows.ts';
import { type Tables, tableFor } from './tables.ts';

/** Files of older states are kept this long for searches that still read them. */
const KEEP_OLD_FILES_MS = 60_000;

/** Spaces whose index should be made or made anew. */
export async function spacesToIndex(state: State, tables: Tables): Promise<SpaceState[]> {
  const due: SpaceState[] = [];
  for (const each of state.spaces.values()) {
    const { space, fresh, indexed, complete } = each;
    const rows = await tableFor(tables, tableOf(space)).countRows();
    const { leastIndexedFloats, leastShareWorthIndexing } = state.tuning;
    const floats = rows * space.dimensions;
    const least = indexed ? floats * leastShareWorthIndexing : 1;
    if (floats >= leastIndexedFloats && (!complete || fresh.floats >= least)) due.push(each);
  }
  return due;
}

/**
 * Makes the indexes of the vectors. Squared distance, because with `cosine` this version
 * of Lance gives twice the distance for rows of an index and not for others.
 */
export async function buildIndexes(
  state: State,
  tables: Tables,
  spaces: readonly SpaceState[],
  lance: Lance,
  onPhase: (phase: string) => void,
): Promise<void> {
  const { manifest, tuning } = state;
  for (const name of new Set(spaces.map(({ space }) => tableOf(space)))) {
    const table = tableFor(tables, name);
    onPhase(`compacting ${name}`);
    await compact(table);
    for (const { space } of spaces.filter(({ space }) => tableOf(space) === name)) {
      onPhase(`indexing the vectors of ${space.name}`);
      const column = vectorColumn(manifest.spaces, space.name);
      const size = { rows: await table.countRows(), dimensions: space.dimensions };
      await indexVectors(table, column, indexFor(lance, size, tuning));
      if (!isExact(size, tuning) && (await indexRecall(table, column)) < LEAST_RECALL)
        await indexVectors(table, column, flatIndex(lance));
    }
  }
}

async function indexVectors(table: LanceTable, column: string, config: Index): Promise<void> {
  await withRetry(() => table.createIndex(column, { config }));
}

/** Whether the vectors of the space have an index. */
export async function hasIndex(state: State, tables: Tables, { space }: SpaceState): Promise<boolean> {
  const column = vectorColumn(state.manifest.spaces, space.name);
  const indices = await tableFor(tables, tableOf(space)).listIndices();
  return indices.some(({ columns }) => columns.includes(column));
}

/** Reads the indexes of vectors into memory, so that the first search need not. */
export async function warmIndexes({ manifest }: State, { items, pictures }: Tables): Promise<void> {
  const columns = new Set(manifest.spaces.map(({ name }) => vectorColumn(manifest.spaces, name)));
  for (const table of [items, ...(pictures ? [pictures] : [])]) {
    for (const index of await table.listIndices()) {
      if (index.columns.some((column) => columns.has(column))) await table.prewarmIndex(index.name);
    }
  }
}

async function compact(table: LanceTable): Promise<void> {
  await withRetry(() => table.optimize({ cleanupOlderThan: new Date(Date.now() - KEEP_OLD_FILES_MS) }));
}
