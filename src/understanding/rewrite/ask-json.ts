import type { z } from 'zod';
import { type LanguageModel, LanguageModelError } from '#src/ports/language-model';
import { jsonOf } from './json-reply.ts';
import { fillPrompt, type Prompt } from './prompt.ts';

export interface JsonQuestion<Schema extends z.ZodType> {
  readonly prompt: Prompt;
  /** What goes into its places. */
  readonly values: Readonly<Record<string, string>>;
  /** What the answer must be; it says more than the form that the prompt asks for. */
  readonly schema: Schema;
  readonly pictures?: readonly Uint8Array[];
  readonly signal: AbortSignal;
  /** Milliseconds of the clock that the program uses. */
  readonly wantedBy: number;
}

/** Asks a language model by a prompt. Throws `LanguageModelError`; what comes back is always valid. */
export async function askJson<Schema extends z.ZodType>(
  model: LanguageModel,
  { prompt, values, schema, pictures, signal, wantedBy }: JsonQuestion<Schema>,
): Promise<z.output<Schema>> {
  const { model: settings, id, output } = prompt;
  const { text } = await model.complete({
    ...fillPrompt(prompt, values),
    ...(pictures && { pictures }),
    schema: { name: id.replaceAll('-', '_'), json: output },
    maxTokens: settings.maxTokens,
    ...(settings.temperature !== undefined && { temperature: settings.temperature }),
    signal,
    wantedBy,
  });
  const json = jsonOf(text);
  if (json === undefined) throw new LanguageModelError('invalid', 'gave no JSON');
  const answer = schema.safeParse(json);
  if (answer.success) return answer.data;
  const place = answer.error.issues[0]!.path.filter((part) => typeof part === 'string').join('.');
  throw new LanguageModelError('invalid', `gave an answer of another form${place === '' ? '' : ` (${place})`}`);
}

/** Names who answered: another text of the prompt and another model give other answers. */
export function sourceOf({ id, version }: Prompt, { name }: LanguageModel): string {
  return `${id}@${version}:${name}`.slice(0, 200);
}

/** Characters that are a token, about, for estimates. */
const CHARACTERS = 4;

/** Tokens of a question without its pictures, about. */
export function questionTokens(prompt: Prompt, values: Readonly<Record<string, string>>): number {
  const { system, user } = fillPrompt(prompt, values);
  return Math.ceil((system.length + user.length) / CHARACTERS);
}
