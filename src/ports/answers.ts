/** Where an answer came from: a model under one prompt and vocabulary, or a file that was imported. */
export interface StoredAnswer {
  /** As JSON gives it; null when nothing valid came, so that it need not be asked for again so soon. */
  readonly answer: unknown;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

/** What an answer is kept under. */
export interface AnswerPlace {
  /** Who answered, e.g. a hash of prompt version, model and vocabulary version; up to 200 characters. */
  readonly source: string;
  /** What was asked about, e.g. a normalised query or an item's id; up to 500 characters, without U+0000. */
  readonly subject: string;
}

export interface NewAnswer extends AnswerPlace, StoredAnswer {}

/**
 * Answers of language models, by catalog, and what they cost. Any number of processes may share them.
 * - When a write returns, it is durable. A later answer of the same place replaces the one that is there.
 * - Catalogs do not see each other's answers; a catalog need not have items.
 * - Empty input is no error.
 */
export interface AnswerStore {
  /** Of the sources in their order the first that has the subject. */
  find(catalog: string, sources: readonly string[], subject: string): Promise<(StoredAnswer & AnswerPlace) | undefined>;
  /** By subject the answers of one source that are not null. */
  get(catalog: string, source: string, subjects: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  put(catalog: string, answers: readonly NewAnswer[]): Promise<void>;
  /** Those of the subjects that the source has an answer for that is not null. */
  known(catalog: string, source: string, subjects: readonly string[]): Promise<ReadonlySet<string>>;
  /** Answers by source, the most first. */
  counts(catalog: string): Promise<readonly { readonly source: string; readonly answers: number }[]>;
  /** All answers, by subject and source, in batches of some thousand. */
  read(catalog: string): AsyncIterable<readonly NewAnswer[]>;
  /** Drops a source, or what was made before a time, or both; answers how many. */
  forget(catalog: string, which: { readonly source?: string; readonly madeBefore?: number }): Promise<number>;
  /** Adds to what an account used on a day (`2026-01-31`), and gives the sum; 0 only reads it. Days before are dropped. */
  spend(account: string, day: string, tokens: number): Promise<number>;
}
