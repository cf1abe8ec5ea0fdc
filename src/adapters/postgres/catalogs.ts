import type { Query } from './database.ts';

/** What is kept of a catalog beside its records. */
export interface CatalogRow {
  /** Names the catalog in other tables. */
  readonly key: number;
  /** The newest change; 0 before the first. */
  readonly sequence: number;
  /** Items that are not deleted. */
  readonly items: number;
  readonly live: string | null;
  readonly previous: string | null;
}

// Not FOR UPDATE, which would hold up rows that only refer to the catalog.
const LOCK = {
  name: 'catalogs_lock',
  text: 'SELECT key, sequence, items, live, previous FROM catalogs WHERE name = $1 FOR NO KEY UPDATE',
};
const ADD = { name: 'catalogs_add', text: 'INSERT INTO catalogs (name) VALUES ($1) ON CONFLICT (name) DO NOTHING' };
const SAVE_COUNTERS = {
  name: 'catalogs_save_counters',
  text: 'UPDATE catalogs SET sequence = $2, items = $3 WHERE key = $1',
};
const SAVE_POINTERS = {
  name: 'catalogs_save_pointers',
  text: 'UPDATE catalogs SET live = $2, previous = $3 WHERE key = $1',
};

/**
 * The catalog as it is now, locked until the transaction ends: what writes in it waits, what reads does not.
 * Undefined when there is none.
 */
export async function lockCatalog(query: Query, name: string): Promise<CatalogRow | undefined> {
  return (await query<CatalogRow>(LOCK, [name]))[0];
}

export async function lockOrAddCatalog(query: Query, name: string): Promise<CatalogRow> {
  const found = await lockCatalog(query, name);
  if (found) return found;
  await query(ADD, [name]);
  return (await lockCatalog(query, name))!;
}

export async function saveCounters(
  query: Query,
  key: number,
  { sequence, items }: { readonly sequence: number; readonly items: number },
): Promise<void> {
  await query(SAVE_COUNTERS, [key, sequence, items]);
}

export async function savePointers(
  query: Query,
  key: number,
  { live, previous }: { readonly live: string | null; readonly previous: string | null },
): Promise<void> {
  await query(SAVE_POINTERS, [key, live, previous]);
}
