import type { Database } from './database.ts';

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

export interface Catalogs {
  find(name: string): CatalogRow | undefined;
  findOrAdd(name: string): CatalogRow;
  saveCounters(key: number, counters: { readonly sequence: number; readonly items: number }): void;
  savePointers(key: number, pointers: { readonly live: string | null; readonly previous: string | null }): void;
  /** Names of catalogs that have a live generation, by code point. */
  namesOfLive(): string[];
}

/** The table of catalogs. Calls belong inside `read` or `write` of the database. */
export function createCatalogs(db: Database): Catalogs {
  const select = db.prepare<[number, number, number, string | null, string | null]>(
    'SELECT key, sequence, items, live, previous FROM catalogs WHERE name = ?',
  );
  const insert = db.prepare('INSERT INTO catalogs (name) VALUES (?)');
  const updateCounters = db.prepare('UPDATE catalogs SET sequence = ?, items = ? WHERE key = ?');
  const updatePointers = db.prepare('UPDATE catalogs SET live = ?, previous = ? WHERE key = ?');
  const selectLive = db.prepare<[string]>('SELECT name FROM catalogs WHERE live IS NOT NULL ORDER BY name');

  const find = (name: string): CatalogRow | undefined => {
    const row = select.get([name]);
    return row && { key: row[0], sequence: row[1], items: row[2], live: row[3], previous: row[4] };
  };
  return {
    find,
    findOrAdd: (name) => {
      const found = find(name);
      if (found) return found;
      insert.run([name]);
      return find(name)!;
    },
    saveCounters: (key, { sequence, items }) => updateCounters.run([sequence, items, key]),
    savePointers: (key, { live, previous }) => updatePointers.run([live, previous, key]),
    namesOfLive: () => selectLive.all([]).map(([name]) => name),
  };
}
