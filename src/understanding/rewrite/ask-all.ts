import pLimit from 'p-limit';
import { LanguageModelError } from '#src/ports/language-model';

export interface FailedAnswers {
  readonly reason: string;
  readonly count: number;
  /** What was asked about, or ids of it. */
  readonly examples: readonly string[];
}

export interface AskReport {
  readonly asked: number;
  readonly answered: number;
  readonly failed: readonly FailedAnswers[];
  readonly interrupted: boolean;
}

export interface AskAllOptions {
  /** Ends it after the questions in hand. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or when aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Hears after each question how many were asked. */
  readonly onAsked?: (asked: number) => void;
}

/** One question; it must keep what comes back. Throws `LanguageModelError`. */
export type Ask = (waiting: { readonly signal: AbortSignal; readonly wantedBy: number }) => Promise<void>;

/** Questions that nobody waits for, some at a time. */
export interface AskAll {
  /** Resolves when all are asked; a failure of one is only counted. Stops early once a model cannot be asked at all. */
  run(questions: readonly { readonly name: string; readonly ask: Ask }[]): Promise<void>;
  /** Whether to go on: neither interrupted nor refused. */
  isOver(): boolean;
  report(): AskReport;
}

/** What a model may take for an answer that nobody waits for. */
const LONGEST_MS = 60_000;
const AT_ONCE = 4;
const EXAMPLES = 3;

export function createAskAll({ signal, now, wait, onAsked = () => {} }: AskAllOptions): AskAll {
  const limit = pLimit(AT_ONCE);
  const failed = new Map<string, { count: number; examples: string[] }>();
  let asked = 0;
  let answered = 0;
  let isRefused = false;
  const isOver = () => signal.aborted || isRefused;
  const askOne = async (name: string, ask: Ask) => {
    if (isOver()) return;
    asked++;
    try {
      await inTime(ask, { signal, now, wait });
      answered++;
    } catch (error) {
      if (signal.aborted) return;
      note(failed, reasonOf(error), name);
      isRefused ||= error instanceof LanguageModelError && isFinal(error);
    }
    onAsked(asked);
  };
  return {
    isOver,
    run: async (questions) => {
      await Promise.all(questions.map(({ name, ask }) => limit(() => askOne(name, ask))));
    },
    report: () => ({
      asked,
      answered,
      failed: [...failed].map(([reason, rest]) => ({ reason, ...rest })),
      interrupted: signal.aborted,
    }),
  };
}

async function inTime(ask: Ask, { signal, now, wait }: Pick<AskAllOptions, 'signal' | 'now' | 'wait'>): Promise<void> {
  const done = new AbortController();
  const late = new AbortController();
  const end = () => late.abort();
  signal.addEventListener('abort', end, { once: true });
  void wait(LONGEST_MS, done.signal).then(end);
  try {
    await ask({ signal: late.signal, wantedBy: now() + LONGEST_MS });
  } finally {
    done.abort();
    signal.removeEventListener('abort', end);
  }
}

function note(failed: Map<string, { count: number; examples: string[] }>, reason: string, name: string): void {
  const known = failed.get(reason) ?? { count: 0, examples: [] };
  known.count++;
  if (known.examples.length < EXAMPLES) known.examples.push(name);
  failed.set(reason, known);
}

/** Other errors may hold anything, so they are not told. */
function reasonOf(error: unknown): string {
  return error instanceof LanguageModelError ? `the language model ${error.message}` : 'it could not be asked';
}

function isFinal({ failure }: LanguageModelError): boolean {
  return failure === 'refused' || failure === 'skipped';
}
