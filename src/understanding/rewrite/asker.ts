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

/** Characters that are a token, and tokens of an answer: about, for estimates. */
const CHARACTERS = 4;
const ANSWER_TOKENS = 400;

/** Asks a language model by the prompt `understand-query`. Throws `LanguageModelError`; an answer is always valid. */
export function createAsker({ model, prompt, vocabulary, slice }: AskerOptions): Asker {
  const fill = async (query: string, findings: string) =>
    fillPrompt(prompt, { query, findings: findings === '' ? 'nothing' : findings, ...(await slice(query)) });
  return {
    source: () => `${prompt.id}@${prompt.version}:${model.name}:${vocabulary()}`.slice(0, 200),
    estimate: async (query) => {
      const { system, user } = await fill(query, '');
      return Math.ceil((system.length + user.length) / CHARACTERS) + ANSWER_TOKENS;
    },
    ask: async (query, findings, waiting) => {
      const { model: settings, id, output } = prompt;
      const reply = await model.complete({
        ...(await fill(query, findings)),
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
