import type { SynonymRule } from '#src/domain/synonyms';
import type { SynonymStore } from '#src/ports/synonyms';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';

export const SYNONYMS_MIGRATION = `
  CREATE TABLE synonyms (
    catalog INTEGER PRIMARY KEY REFERENCES catalogs (key),
    rules TEXT NOT NULL
  );`;

/** Synonyms, all of a catalog in one row as JSON text: they are read and written together. */
export function createSynonyms(db: Database, catalogs: Catalogs): SynonymStore {
  const select = db.prepare<[string]>('SELECT rules FROM synonyms WHERE catalog = ?');
  const upsert = db.prepare(
    'INSERT INTO synonyms (catalog, rules) VALUES (?, ?) ON CONFLICT (catalog) DO UPDATE SET rules = excluded.rules',
  );
  return {
    list: (catalog) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        const row = found && select.get([found.key]);
        return row ? (JSON.parse(row[0]) as SynonymRule[]) : [];
      }),
    replace: (catalog, rules) =>
      db.write(() => {
        upsert.run([catalogs.findOrAdd(catalog).key, JSON.stringify(rules)]);
      }),
  };
}
