import type { SynonymRule } from '#src/domain/synonyms';
import type { SynonymStore } from '#src/ports/synonyms';
import { lockOrAddCatalog } from './catalogs.ts';
import type { Database } from './database.ts';

export const SYNONYMS_MIGRATION = `
  CREATE TABLE synonyms (
    catalog INTEGER PRIMARY KEY REFERENCES catalogs (key),
    rules TEXT NOT NULL
  );`;

const LIST = {
  name: 'synonyms_list',
  text: 'SELECT s.rules FROM synonyms AS s JOIN catalogs AS c ON c.key = s.catalog WHERE c.name = $1',
};
const REPLACE = {
  name: 'synonyms_replace',
  text: `INSERT INTO synonyms (catalog, rules) VALUES ($1, $2)
         ON CONFLICT (catalog) DO UPDATE SET rules = excluded.rules`,
};

/** Synonyms, all of a catalog in one row as JSON text: they are read and written together. */
export function createSynonyms(db: Database): SynonymStore {
  return {
    list: async (catalog) => {
      const [row] = await db.query<{ readonly rules: string }>(LIST, [catalog]);
      return row ? (JSON.parse(row.rules) as SynonymRule[]) : [];
    },
    replace: async (catalog, rules) => {
      await db.write(catalog, async (query) => {
        const { key } = await lockOrAddCatalog(query, catalog);
        await query(REPLACE, [key, JSON.stringify(rules)]);
      });
    },
  };
}
