import pLimit from 'p-limit';
import type { AnswerStore } from '#src/ports/answers';
import { LanguageModelError } from '#src/ports/language-model';
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

export interface FillReport {
  readonly asked: number;
  readonly answered: number;
  readonly failed: readonly { readonly reason: string; readonly count: number; readonly examples: readonly string[] }[];
  readonly interrupted: boolean;
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

/** What a model may take for an answer that nobody waits for. */
const LONGEST_MS = 60_000;
const AT_ONCE = 4;
const EXAMPLES = 3;
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
  options: FillOptions,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress?: (done: number, total: number) => void },
): Promise<FillReport> {
  const limit = pLimit(AT_ONCE);
  const stopping = new AbortController();
  const failed = new Map<string, { count: number; examples: string[] }>();
  let asked = 0;
  let answered = 0;
  const askOne = async (query: string) => {
    if (signal.aborted || stopping.signal.aborted) return;
    asked++;
    try {
      await ask(query, options, signal);
      answered++;
    } catch (error) {
      if (signal.aborted) return;
      const reason =
        error instanceof LanguageModelError ? `the language model ${error.message}` : 'it could not be asked';
      const known = failed.get(reason) ?? { count: 0, examples: [] };
      known.count++;
      if (known.examples.length < EXAMPLES) known.examples.push(query);
      failed.set(reason, known);
      if (error instanceof LanguageModelError && isFinal(error)) stopping.abort();
    }
    onProgress?.(asked, toAsk.length);
  };
  await Promise.all(toAsk.map((query) => limit(() => askOne(query))));
  const groups = [...failed].map(([reason, rest]) => ({ reason, ...rest }));
  return { asked, answered, failed: groups, interrupted: signal.aborted };
}

async function ask(
  query: string,
  { catalog, answers, asker, now, wait }: FillOptions,
  signal: AbortSignal,
): Promise<void> {
  const done = new AbortController();
  const late = new AbortController();
  const end = () => late.abort();
  signal.addEventListener('abort', end, { once: true });
  void wait(LONGEST_MS, done.signal).then(end);
  try {
    const source = asker.source();
    const answer = await asker.ask(query, '', { signal: late.signal, wantedBy: now() + LONGEST_MS });
    await answers.put(catalog, [{ source, subject: query, answer, madeAt: now() }]);
  } finally {
    done.abort();
    signal.removeEventListener('abort', end);
  }
}

function isFinal({ failure }: LanguageModelError): boolean {
  return failure === 'refused' || failure === 'skipped';
}
