import type { SynonymRule } from '#src/domain/synonyms';

/**
 * The synonyms of each catalog.
 * - When a write returns, it is durable; it replaces all that the catalog had.
 * - Catalogs do not see each other's; one that was never written has none, and need have no items.
 * - Rules come back in the order given.
 */
export interface SynonymStore {
  list(catalog: string): Promise<readonly SynonymRule[]>;
  replace(catalog: string, rules: readonly SynonymRule[]): Promise<void>;
}
