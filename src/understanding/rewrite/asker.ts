import type { LanguageModel } from '#src/ports/language-model';
import { AnswerSchema } from './answer.ts';
import { askJson, questionTokens, sourceOf } from './ask-json.ts';
import type { CatalogSlice } from './catalog-slice.ts';
import type { Prompt } from './prompt.ts';
import type { Asker } from './rewriter.ts';

export interface AskerOptions {
  readonly model: LanguageModel;
  readonly prompt: Prompt;
  /** Changes when the catalog's vocabulary does: the id of the live generation. */
  readonly vocabulary: () => string;
  readonly slice: (query: string) => Promise<CatalogSlice>;
}

/** Tokens of an answer, about, for estimates. */
const ANSWER_TOKENS = 400;

/** Asks a language model by the prompt `understand-query`. Throws `LanguageModelError`; an answer is always valid. */
export function createAsker({ model, prompt, vocabulary, slice }: AskerOptions): Asker {
  const valuesOf = async (query: string, findings: string) => ({
    query,
    findings: findings === '' ? 'nothing' : findings,
    ...(await slice(query)),
  });
  return {
    source: () => `${sourceOf(prompt, model)}:${vocabulary()}`.slice(0, 200),
    estimate: async (query) => questionTokens(prompt, await valuesOf(query, '')) + ANSWER_TOKENS,
    ask: async (query, findings, { signal, wantedBy }) =>
      askJson(model, { prompt, values: await valuesOf(query, findings), schema: AnswerSchema, signal, wantedBy }),
  };
}
