import type { AnswerStore } from '#src/ports/answers';

/** How long answers about queries are kept. A query that still comes is asked about anew long before (see `FRESH_MS`). */
export const KEPT_MS = 90 * 24 * 3_600_000;

export interface RetentionOptions {
  readonly catalog: string;
  readonly answers: AnswerStore;
  /** Ids of the prompts whose answers age. What was imported, or paid for by item, stays. */
  readonly prompts: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Drops old answers of any model, version or vocabulary, so that queries that nobody types any more and generations that
 * are gone leave nothing behind. Answers how many.
 */
export async function dropOldAnswers({ catalog, answers, prompts, now }: RetentionOptions): Promise<number> {
  let dropped = 0;
  for (const { source } of await answers.counts(catalog)) {
    if (!prompts.some((prompt) => source.startsWith(`${prompt}@`))) continue;
    dropped += await answers.forget(catalog, { source, madeBefore: now - KEPT_MS });
  }
  return dropped;
}
