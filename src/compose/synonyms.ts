import { checkSynonyms, MOST_RULES, type SynonymRule } from '#src/domain/synonyms';
import { VitrineError } from '#src/errors';
import type { SynonymStore } from '#src/ports/synonyms';

/** The synonyms of one catalog: what the faces list and change, and what searches use. */
export interface CatalogSynonyms {
  list(): Promise<readonly SynonymRule[]>;
  /** Throws `invalid_request`. Searches of this process use the new ones at once, those of others within seconds. */
  replace(rules: readonly SynonymRule[]): Promise<void>;
  /** The same list while nothing changed, read again now and then. */
  recent(): Promise<readonly SynonymRule[]>;
}

/** How long searches go on with what was read, in milliseconds. */
const FRESH_MS = 2_000;

export function createCatalogSynonyms(catalog: string, store: SynonymStore, now: () => number): CatalogSynonyms {
  let kept: { readonly at: number; readonly text: string; readonly rules: readonly SynonymRule[] } | undefined;
  return {
    list: () => store.list(catalog),
    replace: async (rules) => {
      if (rules.length > MOST_RULES)
        throw new VitrineError(
          'invalid_request',
          `A catalog has at most ${MOST_RULES} rules of synonyms, not ${rules.length}. Leave some out.`,
        );
      await store.replace(
        catalog,
        rules.map((rule) => checkSynonyms(rule)),
      );
      kept = undefined;
    },
    recent: async () => {
      if (kept && now() - kept.at < FRESH_MS) return kept.rules;
      const read = await store.list(catalog);
      const text = JSON.stringify(read);
      kept = { at: now(), text, rules: kept?.text === text ? kept.rules : read };
      return kept.rules;
    },
  };
}
