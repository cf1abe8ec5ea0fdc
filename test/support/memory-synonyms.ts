import type { SynonymRule } from '#src/domain/synonyms';
import type { SynonymStore } from '#src/ports/synonyms';

/** Synonyms in a map. `check` throws once the state is closed. */
export function memorySynonyms(check: () => void): SynonymStore {
  const byCatalog = new Map<string, readonly SynonymRule[]>();
  return {
    list: async (catalog) => {
      check();
      return byCatalog.get(catalog) ?? [];
    },
    replace: async (catalog, rules) => {
      check();
      byCatalog.set(catalog, structuredClone(rules));
    },
  };
}
