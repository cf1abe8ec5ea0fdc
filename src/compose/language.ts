import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerStore } from '#src/ports/answers';
import { type ImportReport, importAnswers } from '#src/understanding/rewrite/import';
import { type Asker, createRewriter, type Rewriter } from '#src/understanding/rewrite/rewriter';

/** What a language model says of queries, from the model itself or from files. */
export interface Language {
  /** Takes in answers made elsewhere; searches use them at once. */
  importAnswers(
    catalog: string,
    lines: AsyncIterable<{ readonly line: string; readonly number: number }>,
  ): Promise<ImportReport>;
}

export interface LanguageDeps {
  readonly answers: AnswerStore;
  /** How long a search waits for an answer unless it says otherwise. */
  readonly deadlineMs: number;
}

/** The language half of the program: a rewriter for each catalog, and what fills their answers. */
export interface OpenLanguage extends Language {
  /** The one rewriter of a catalog; `asker` is null where no model is configured. */
  rewriterOf(catalog: string, asker: Asker | null): Rewriter;
}

export function createLanguage({ answers, deadlineMs }: LanguageDeps): OpenLanguage {
  const rewriters = new Map<string, Rewriter>();
  return {
    rewriterOf: (catalog, asker) => {
      const rewriter = createRewriter({ catalog, answers, asker, deadlineMs, now: Date.now, wait });
      rewriters.set(catalog, rewriter);
      return rewriter;
    },
    importAnswers: async (catalog, lines) => {
      const report = await importAnswers(lines, { catalog, answers, now: Date.now });
      rewriters.get(catalog)?.forget();
      return report;
    },
  };
}

/** Does not hold up the end of the process. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {});
}
