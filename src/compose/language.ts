import { setTimeout as sleep } from 'node:timers/promises';
import { VitrineError } from '#src/errors';
import type { AnswerStore } from '#src/ports/answers';
import type { LanguageModel } from '#src/ports/language-model';
import { createDescriber } from '#src/understanding/describe/describer';
import type { ImportReport } from '#src/understanding/import-lines';
import type { AskReport } from '#src/understanding/rewrite/ask-all';
import { createAsker } from '#src/understanding/rewrite/asker';
import { createCatalogSlice, type SliceDeps } from '#src/understanding/rewrite/catalog-slice';
import { type FillOptions, type FillPlan, fillAnswers, planFill } from '#src/understanding/rewrite/fill';
import { importAnswers } from '#src/understanding/rewrite/import';
import type { Prompt } from '#src/understanding/rewrite/prompt';
import { dropOldAnswers } from '#src/understanding/rewrite/retention';
import { type Asker, createRewriter, type Rewriter } from '#src/understanding/rewrite/rewriter';

/** What a language model says of queries, from the model itself or from files. */
export interface Language {
  /** Takes in answers made elsewhere; searches use them at once. */
  importAnswers(
    catalog: string,
    lines: AsyncIterable<{ readonly line: string; readonly number: number }>,
  ): Promise<ImportReport>;
  /** Which queries have no answer yet. The catalog must be open. Throws `invalid_configuration` without a model. */
  plan(catalog: string, queries: readonly string[]): Promise<FillPlan>;
  /** Asks about queries of a plan. */
  fill(catalog: string, toAsk: readonly string[], running: FillRunning): Promise<AskReport>;
}

export interface FillRunning {
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface LanguageDeps {
  readonly answers: AnswerStore;
  /** How long a search waits for an answer unless it says otherwise. */
  readonly deadlineMs: number;
  /** Null where none is configured: then nothing is sent anywhere. */
  readonly asking: Asking | null;
}

export interface Asking {
  readonly model: LanguageModel;
  /** `understand-query`. */
  readonly prompt: Prompt;
  /** `describe-target`. */
  readonly describe: Prompt;
  /** `enrich-product`. */
  readonly enrich: Prompt;
  /** `judge-relevance`. */
  readonly judge: Prompt;
  /** A picture as a model is shown it. */
  readonly shrink: (picture: Uint8Array) => Promise<Uint8Array>;
}

/** The language half of the program: a rewriter for each catalog, and what fills their answers. */
export interface OpenLanguage extends Language {
  /** The one rewriter of a catalog. */
  rewriterOf(view: SliceDeps): Rewriter;
  /** What describes the item that a picture and words ask for; undefined without a model. */
  describerOf(view: SliceDeps): Rewriter | undefined;
  /** Null where no model is configured. */
  readonly asking: Asking | null;
}

export function createLanguage({ answers, deadlineMs, asking }: LanguageDeps): OpenLanguage {
  const rewriters = new Map<string, Rewriter>();
  const askers = new Map<string, Asker>();
  const filling = (catalog: string): FillOptions => {
    const asker = askers.get(catalog);
    if (!asker) throw new VitrineError('invalid_configuration', NO_MODEL);
    return { catalog, answers, asker, now: Date.now, wait };
  };
  return {
    asking,
    rewriterOf: (view) => {
      const { catalog } = view;
      const asker = asking && askerOf(view, asking);
      if (asker) askers.set(catalog, asker);
      const rewriter = createRewriter({ catalog, answers, asker, deadlineMs, now: Date.now, wait });
      rewriters.set(catalog, rewriter);
      if (asking) {
        const prompts = [asking.prompt.id, asking.describe.id];
        // Old answers are in nobody's way: what fails is done when the catalog is opened next.
        void dropOldAnswers({ catalog, answers, prompts, now: Date.now() }).catch(() => {});
      }
      return rewriter;
    },
    describerOf: (view) => {
      const asker = asking && describerOf(view, asking);
      return asker
        ? createRewriter({ catalog: view.catalog, answers, asker, deadlineMs, now: Date.now, wait })
        : undefined;
    },
    plan: async (catalog, queries) => planFill(queries, filling(catalog)),
    fill: async (catalog, toAsk, running) => {
      const report = await fillAnswers(toAsk, filling(catalog), running);
      rewriters.get(catalog)?.forget();
      return report;
    },
    importAnswers: async (catalog, lines) => {
      const report = await importAnswers(lines, { catalog, answers, now: Date.now });
      rewriters.get(catalog)?.forget();
      return report;
    },
  };
}

export const NO_MODEL =
  'No language model is configured. Set VITRINE_LLM_MODEL, and OPENAI_BASE_URL and OPENAI_API_KEY as the endpoint needs.';

function askerOf(view: SliceDeps, { model, prompt }: Asking): Asker {
  const vocabulary = () => view.generation().manifest.id;
  return createAsker({ model, prompt, vocabulary, slice: createCatalogSlice(view) });
}

function describerOf(view: SliceDeps, { model, describe, shrink }: Asking): Asker {
  const slice = createCatalogSlice(view);
  return createDescriber({
    model,
    prompt: describe,
    vocabulary: () => view.generation().manifest.id,
    types: async () => (await slice('')).types,
    shrink,
  });
}

/** Does not hold up the end of the process. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {});
}
