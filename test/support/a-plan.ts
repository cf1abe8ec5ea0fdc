import type { QueryPlan } from '#src/domain/query';

/** A plan for words as the parser makes it when it recognises nothing; `words` and the lexical clauses are the test's. */
export function aPlan(text: string, more: Partial<QueryPlan> = {}): QueryPlan {
  return {
    text,
    class: 'words',
    lexical: { clauses: [], combine: 'sum', mustNot: [] },
    words: [],
    identifiers: [],
    embedText: text,
    excludedTexts: [],
    notices: [],
    understood: {
      text,
      corrected: null,
      expansions: [],
      filters: [],
      preferences: [],
      excluded: [],
      sort: null,
      language: null,
      source: 'parser',
    },
    ...more,
  };
}
