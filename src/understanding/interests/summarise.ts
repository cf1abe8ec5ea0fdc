import { createHash } from 'node:crypto';
import { VitrineError } from '#src/errors';
import type { AnswerStore } from '#src/ports/answers';
import { type LanguageModel, LanguageModelError } from '#src/ports/language-model';
import { jsonOf } from '../rewrite/json-reply.ts';
import { fillPrompt, type Prompt } from '../rewrite/prompt.ts';
import { type InterestSummary, SummarySchema } from './summary.ts';

export interface SummariseOptions {
  readonly model: LanguageModel;
  /** `summarise-interests`. */
  readonly prompt: Prompt;
  readonly answers: AnswerStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The summary of interests in words, as the prompt takes them. Nothing else of the shopper goes to the model. */
export type Summarise = (catalog: string, interests: string) => Promise<InterestSummary>;

/** Nobody waits at a search for it: how long an answer may take, in milliseconds. */
const DEADLINE_MS = 30_000;

/**
 * Asks a language model once for each taste: an answer is kept under what was asked, not under whose it is, so nothing of
 * a shopper who is erased stays behind. Throws `web_unavailable` when the model gives nothing that can be used; the
 * same may be asked again.
 */
export function createSummarise({ model, prompt, answers, now }: SummariseOptions): Summarise {
  const source = `${prompt.id}@${prompt.version}:${model.name}`.slice(0, 200);
  return async (catalog, interests) => {
    const subject = createHash('sha256').update(interests).digest('hex');
    const kept = await answers.find(catalog, [source], subject);
    const known = SummarySchema.safeParse(kept?.answer);
    if (known.success) return known.data;
    const answer = await ask(model, prompt, interests, now);
    await answers.put(catalog, [{ source, subject, answer, madeAt: now() }]);
    return answer;
  };
}

async function ask(
  model: LanguageModel,
  prompt: Prompt,
  interests: string,
  now: () => number,
): Promise<InterestSummary> {
  const { model: settings, id, output } = prompt;
  try {
    const { text } = await model.complete({
      ...fillPrompt(prompt, { interests }),
      schema: { name: id.replaceAll('-', '_'), json: output },
      maxTokens: settings.maxTokens,
      ...(settings.temperature !== undefined && { temperature: settings.temperature }),
      signal: AbortSignal.timeout(DEADLINE_MS),
      wantedBy: now() + DEADLINE_MS,
    });
    const read = SummarySchema.safeParse(jsonOf(text));
    if (read.success) return read.data;
    throw new LanguageModelError('invalid', 'gave no summary of the form that it was asked for');
  } catch (cause) {
    if (!(cause instanceof LanguageModelError)) throw cause;
    throw new VitrineError(
      'web_unavailable',
      `The interests were not summarised: the language model ${cause.message}. Ask again later.`,
      { cause },
    );
  }
}
