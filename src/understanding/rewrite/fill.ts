import type { AnswerStore } from '#src/ports/answers';
import { type AskReport, createAskAll } from './ask-all.ts';
import { normaliseQuery } from './normalise-query.ts';
import { type Asker, IMPORTED } from './rewriter.ts';

export interface FillPlan {
  /** Different queries, and those of them that have an answer already. */
  readonly queries: number;
  readonly known: number;
  /** Queries to ask about, normalised, in the order given. */
  readonly toAsk: readonly string[];
  /** Questions and answers together, about. */
  readonly tokens: number;
}

export interface FillOptions {
  readonly catalog: string;
  readonly answers: AnswerStore;
  readonly asker: Asker;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or when aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Known answers are looked up in parts of so many. */
const PART = 1_000;

/** Which of the queries have no answer yet, and what asking for them costs. */
export async function planFill(
  queries: readonly string[],
  { catalog, answers, asker }: FillOptions,
): Promise<FillPlan> {
  const all = [...new Set(queries.map(normaliseQuery).filter((query) => query !== ''))];
  const known = new Set<string>();
  for (let at = 0; at < all.length; at += PART) {
    const part = all.slice(at, at + PART);
    for (const source of [IMPORTED, asker.source()]) {
      for (const query of await answers.known(catalog, source, part)) known.add(query);
    }
  }
  const toAsk = all.filter((query) => !known.has(query));
  const one = toAsk[0] === undefined ? 0 : await asker.estimate(toAsk[0]);
  return { queries: all.length, known: all.length - toAsk.length, toAsk, tokens: one * toAsk.length };
}

/**
 * Asks about each query and keeps every answer at once, so that the same call goes on where one was ended. A model that
 * cannot be asked at all ends it.
 */
export async function fillAnswers(
  toAsk: readonly string[],
  { catalog, answers, asker, now, wait }: FillOptions,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress?: (done: number, total: number) => void },
): Promise<AskReport> {
  const asking = createAskAll({ signal, now, wait, onAsked: (asked) => onProgress?.(asked, toAsk.length) });
  await asking.run(
    toAsk.map((query) => ({
      name: query,
      ask: async (waiting) => {
        const source = asker.source();
        const answer = await asker.ask(query, '', waiting);
        await answers.put(catalog, [{ source, subject: query, answer, madeAt: now() }]);
      },
    })),
  );
  return asking.report();
}
