import { type LanguageModel, LanguageModelError } from '#src/ports/language-model';
import { type Answer, AnswerSchema } from './answer.ts';
import type { CatalogSlice } from './catalog-slice.ts';
import { jsonOf } from './json-reply.ts';
import { fillPrompt, type Prompt } from './prompt.ts';
import type { Asker } from './rewriter.ts';

export interface AskerOptions {
  readonly model: LanguageModel;
  readonly prompt: Prompt;
  /** Changes when the catalog's vocabulary does: the id of the live generation. */
  readonly vocabulary: () => string;
  readonly slice: (query: string) => Promise<CatalogSlice>;
}

/** Asks a language model by the prompt `understand-query`. Throws `LanguageModelError`; an answer is always valid. */
export function createAsker({ model, prompt, vocabulary, slice }: AskerOptions): Asker {
  return {
    source: () => `${prompt.id}@${prompt.version}:${model.name}:${vocabulary()}`.slice(0, 200),
    ask: async (query, findings, waiting) => {
      const values = { query, findings: findings === '' ? 'nothing' : findings, ...(await slice(query)) };
      const { model: settings, id, output } = prompt;
      const reply = await model.complete({
        ...fillPrompt(prompt, values),
        schema: { name: id.replaceAll('-', '_'), json: output },
        maxTokens: settings.maxTokens,
        ...(settings.temperature !== undefined && { temperature: settings.temperature }),
        ...waiting,
      });
      return validAnswer(reply.text);
    },
  };
}

function validAnswer(reply: string): Answer {
  const json = jsonOf(reply);
  if (json === undefined) throw new LanguageModelError('invalid', 'gave no JSON');
  const answer = AnswerSchema.safeParse(json);
  if (answer.success) return answer.data;
  const place = answer.error.issues[0]!.path.filter((part) => typeof part === 'string').join('.');
  throw new LanguageModelError('invalid', `gave an answer of another form${place === '' ? '' : ` (${place})`}`);
}
