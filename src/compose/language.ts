import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerStore } from '#src/ports/answers';
import type { LanguageModel } from '#src/ports/language-model';
import { createAsker } from '#src/understanding/rewrite/asker';
import { createCatalogSlice, type SliceDeps } from '#src/understanding/rewrite/catalog-slice';
import { type ImportReport, importAnswers } from '#src/understanding/rewrite/import';
import type { Prompt } from '#src/understanding/rewrite/prompt';
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
  /** Null where none is configured: then nothing is sent anywhere. */
  readonly asking: { readonly model: LanguageModel; readonly prompt: Prompt } | null;
}

/** The language half of the program: a rewriter for each catalog, and what fills their answers. */
export interface OpenLanguage extends Language {
  /** The one rewriter of a catalog. */
  rewriterOf(view: SliceDeps): Rewriter;
}

export function createLanguage({ answers, deadlineMs, asking }: LanguageDeps): OpenLanguage {
  const rewriters = new Map<string, Rewriter>();
  return {
    rewriterOf: (view) => {
      const { catalog } = view;
      const asker = asking && askerOf(view, asking);
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

function askerOf(view: SliceDeps, { model, prompt }: NonNullable<LanguageDeps['asking']>): Asker {
  const vocabulary = () => view.generation().manifest.id;
  return createAsker({ model, prompt, vocabulary, slice: createCatalogSlice(view) });
}

/** Does not hold up the end of the process. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {});
}
