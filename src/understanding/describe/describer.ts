import { z } from 'zod';
import type { QueryPlan } from '#src/domain/query';
import { type LanguageModel, LanguageModelError } from '#src/ports/language-model';
import { type Answer, AnswerSchema } from '../rewrite/answer.ts';
import { askJson, questionTokens, sourceOf } from '../rewrite/ask-json.ts';
import type { Prompt } from '../rewrite/prompt.ts';
import type { Asker } from '../rewrite/rewriter.ts';

export interface DescriberOptions {
  readonly model: LanguageModel;
  /** `describe-target`. */
  readonly prompt: Prompt;
  /** Changes when the catalog's vocabulary does: the id of the live generation. */
  readonly vocabulary: () => string;
  /** The commonest kinds of items, by commas. */
  readonly types: () => Promise<string>;
  /** A picture as small as a model needs it, without anything else that its file tells. */
  readonly shrink: (picture: Uint8Array) => Promise<Uint8Array>;
}

/** The picture that is shown counts about so much, and the answer with it. Tokens. */
const PICTURE_TOKENS = 400;

/**
 * Asks what an item looks like that a picture and words ask for, by the prompt `describe-target`. What it says takes the
 * form of a query's answer, so that it is kept and waited for in the same way. Throws `LanguageModelError`.
 */
export function createDescriber({ model, prompt, vocabulary, types, shrink }: DescriberOptions): Asker {
  return {
    source: () => `${sourceOf(prompt, model)}:${vocabulary()}`.slice(0, 200),
    estimate: async (words) => questionTokens(prompt, { words, types: await types() }) + PICTURE_TOKENS,
    ask: async (words, _findings, { picture, signal, wantedBy }) => {
      if (!picture) throw new LanguageModelError('invalid', 'was asked about a picture without one');
      const [shown, kinds] = await Promise.all([shrunk(picture, shrink), types()]);
      const values = { words, types: kinds };
      return askJson(model, { prompt, values, schema: Description, pictures: [shown], signal, wantedBy });
    },
  };
}

/** The form that the prompt asks for, as a query's answer: the description is both a likely title and a caption. */
const Description = z
  .object({
    visual_caption: z.string().nullish(),
    product_types: z.array(z.string()).nullish(),
    excluded: z.array(z.string()).nullish(),
  })
  .transform(({ visual_caption, product_types, excluded }): Answer => {
    const titles = visual_caption ? [visual_caption] : [];
    return AnswerSchema.parse({ visual_caption, product_types, negations: excluded, hypothetical_titles: titles });
  });

/** What the description says is not wanted is taken out of vectors, as if the shopper had said "not red". */
export function withoutDescribed(plan: QueryPlan, { negations }: Answer): QueryPlan {
  return { ...plan, excludedTexts: [...new Set([...plan.excludedTexts, ...negations])] };
}

async function shrunk(picture: Uint8Array, shrink: DescriberOptions['shrink']): Promise<Uint8Array> {
  try {
    return await shrink(picture);
  } catch (cause) {
    throw new LanguageModelError('invalid', 'cannot be shown the picture', { cause });
  }
}
