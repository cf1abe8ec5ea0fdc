import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AnswerStore } from '#src/ports/answers';
import { LanguageModelError } from '#src/ports/language-model';
import { type Answer, AnswerSchema } from './answer.ts';
import type { AnswerSource } from './merge.ts';
import { normaliseQuery } from './normalise-query.ts';

/** Answers from a file count for every model, and before the model's own. */
export const IMPORTED = 'imported';

export interface RewriteRequest {
  readonly text: string;
  /** An encoded picture that the words speak of: answers are for both together. */
  readonly picture?: Uint8Array;
  /** What the parser recognised, for the model to know; it does not tell answers apart. */
  readonly findings?: string;
  /** `off` asks nobody, `cache` takes answers that are there; without it `on` where there is a model, else `cache`. */
  readonly mode?: 'off' | 'cache' | 'on';
  /** How long an answer is waited for. Milliseconds. */
  readonly deadlineMs?: number;
  /** What of that is gone already. Milliseconds; 0 without it. */
  readonly spentMs?: number;
}

export interface Rewriting {
  readonly answer: Answer | null;
  readonly source: AnswerSource;
  /** What the shopper should know, e.g. `rewrite skipped: the language model took too long`. */
  readonly notices: readonly string[];
}

/** What a language model knows of a query. Never throws, and answers within the deadline. */
export interface Rewriter {
  rewrite(request: RewriteRequest): Promise<Rewriting>;
  /** Makes what the first question would lose of its deadline otherwise. Asks nobody. */
  prepare(): Promise<void>;
  /** Forgets what is in memory, after answers were imported. */
  forget(): void;
}

/** How an answer is waited for, and the picture that the question is about, if there is one. */
export interface Waiting {
  readonly signal: AbortSignal;
  readonly wantedBy: number;
  readonly picture?: Uint8Array;
}

/** Asks a language model; throws `LanguageModelError`. */
export interface Asker {
  /** Names prompt, model and vocabulary: answers of another source are not this one's. */
  readonly source: () => string;
  readonly ask: (query: string, findings: string, waiting: Waiting) => Promise<Answer>;
  /** Tokens of a question and its answer, about. */
  readonly estimate: (query: string) => Promise<number>;
}

export interface RewriterOptions {
  readonly catalog: string;
  readonly answers: AnswerStore;
  /** Null where no model is configured: then answers that are there are all. */
  readonly asker: Asker | null;
  readonly deadlineMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or when aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** An older answer is still used, and asked for anew beside. */
const FRESH_MS = 30 * 24 * 3_600_000;
/** How long a query that got no valid answer is left alone. */
const NOTHING_MS = 10 * 60_000;
/** An answer that comes later than this is given up. */
const LATEST_MS = 30_000;
/** Other processes may have found or imported something since. */
const MEMORY_MS = 30_000;
const MEMORY_ENTRIES = 10_000;

interface Known {
  /** Undefined where there is none yet, null where none came. */
  readonly answer: Answer | null | undefined;
  readonly isFresh: boolean;
  readonly until: number;
}

const LEFT_ALONE = 'rewrite skipped: no valid answer came to these words in the last ten minutes';
const NOTHING: Rewriting = { answer: null, source: 'cache', notices: [] };

export function createRewriter(options: RewriterOptions): Rewriter {
  const { catalog, answers, asker, now } = options;
  const memory = new LRUCache<string, Known>({ max: MEMORY_ENTRIES });
  const flights = createFlights(options, (key, known) => memory.set(key, known));

  const lookUp = async (subject: string, source: string | undefined): Promise<Known> => {
    const key = keyOf(source, subject);
    const inMemory = memory.get(key);
    if (inMemory && inMemory.until > now()) return inMemory;
    const sources = source === undefined ? [IMPORTED] : [IMPORTED, source];
    const stored = await answers.find(catalog, sources, subject).catch(() => undefined);
    const parsed = AnswerSchema.nullable().safeParse(stored?.answer);
    const age = stored ? now() - stored.madeAt : 0;
    const isFresh = stored?.source === IMPORTED || age < (parsed.data === null ? NOTHING_MS : FRESH_MS);
    const known: Known = { answer: stored ? parsed.data : undefined, isFresh, until: now() + MEMORY_MS };
    memory.set(key, known);
    return known;
  };

  return {
    rewrite: async (request) => {
      const { text, picture, findings = '', mode = asker ? 'on' : 'cache', spentMs = 0 } = request;
      const deadlineMs = Math.max(0, (request.deadlineMs ?? options.deadlineMs) - spentMs);
      const query = normaliseQuery(text);
      if (mode === 'off' || query === '') return NOTHING;
      const subject = picture ? `${hash('sha256', picture, 'base64url')} ${query}` : query;
      const flight: Flight = { subject, query, findings, deadlineMs, ...(picture && { picture }) };
      const source = asker?.source();
      const { answer, isFresh } = await lookUp(subject, source);
      if (answer) {
        if (!isFresh && mode === 'on' && asker) void flights.ask(flight).catch(() => {});
        return { answer, source: 'cache', notices: [] };
      }
      if (mode === 'cache') return NOTHING;
      if (answer === null && isFresh) return { ...NOTHING, notices: [LEFT_ALONE] };
      if (!asker) return { ...NOTHING, notices: ['rewrite skipped: no language model is configured'] };
      return waitFor(flights.ask(flight), deadlineMs, options);
    },
    prepare: async () => void (await asker?.estimate('')),
    forget: () => memory.clear(),
  };
}

function keyOf(source: string | undefined, subject: string): string {
  return `${source ?? ''}\n${subject}`;
}

interface Flight {
  /** What the answer is kept under. */
  readonly subject: string;
  readonly query: string;
  readonly picture?: Uint8Array;
  readonly findings: string;
  readonly deadlineMs: number;
}

/** Searches for the same query share one question, and an answer is kept however late it comes. */
function createFlights(
  { catalog, answers, asker, now, wait }: RewriterOptions,
  keep: (key: string, known: Known) => void,
) {
  const flying = new Map<string, Promise<Answer>>();
  const fly = async (source: string, { subject, query, picture, findings, deadlineMs }: Flight): Promise<Answer> => {
    const put = (answer: Answer | null) => {
      keep(keyOf(source, subject), { answer, isFresh: true, until: now() + MEMORY_MS });
      return answers.put(catalog, [{ source, subject, answer, madeAt: now() }]).catch(() => {});
    };
    const ending = new AbortController();
    void wait(LATEST_MS, ending.signal).then(() => ending.abort());
    try {
      const waiting = { signal: ending.signal, wantedBy: now() + deadlineMs, ...(picture && { picture }) };
      const answer = await asker!.ask(query, findings, waiting);
      await put(answer);
      return answer;
    } catch (error) {
      if (error instanceof LanguageModelError && error.failure === 'invalid') await put(null);
      throw error;
    } finally {
      ending.abort();
    }
  };
  return {
    ask: (flight: Flight): Promise<Answer> => {
      const source = asker!.source();
      const key = keyOf(source, flight.subject);
      const running = flying.get(key) ?? fly(source, flight).finally(() => flying.delete(key));
      flying.set(key, running);
      return running;
    },
  };
}

async function waitFor(asked: Promise<Answer>, deadlineMs: number, { wait }: RewriterOptions): Promise<Rewriting> {
  const done = new AbortController();
  const late = wait(deadlineMs, done.signal).then(() => LATE);
  const answered = asked.then(
    (answer): Rewriting => ({ answer, source: 'llm', notices: [] }),
    (error: unknown): Rewriting => ({ ...NOTHING, notices: [`rewrite skipped: ${reasonOf(error)}`] }),
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    done.abort();
  }
}

const LATE: Rewriting = { ...NOTHING, notices: ['rewrite skipped: timeout'] };

/** Other errors may hold anything, so they are not told. */
function reasonOf(error: unknown): string {
  return error instanceof LanguageModelError ? `the language model ${error.message}` : 'the language model failed';
}
