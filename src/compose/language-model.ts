import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withBreaker, withBudget, withConcurrency, withRetry } from '#src/adapters/wrap/language-model';
import type { Config } from '#src/config';
import { VitrineError } from '#src/errors';
import type { AnswerStore } from '#src/ports/answers';
import { createSummarise, type Summarise } from '#src/understanding/interests/summarise';
import { parsePrompt } from '#src/understanding/rewrite/prompt';
import type { LanguageDeps } from './language.ts';
import { wait } from './language.ts';
import { packageFolder } from './package-folder.ts';

type LanguageConfig = Pick<
  Config,
  'openaiBaseUrl' | 'openaiApiKey' | 'llmModel' | 'llmConcurrency' | 'llmTokensPerDay'
>;

/** The configured model within its limits, and the prompt; null without VITRINE_LLM_MODEL. */
export async function openAsking(config: LanguageConfig, answers: AnswerStore): Promise<LanguageDeps['asking']> {
  const { openaiBaseUrl, openaiApiKey, llmModel } = config;
  if (llmModel === undefined) return null;
  const { createOpenAiModel } = await import('#src/adapters/openai/model');
  const bare = createOpenAiModel({
    model: llmModel,
    ...(openaiBaseUrl !== undefined && { baseUrl: openaiBaseUrl }),
    ...(openaiApiKey !== undefined && { apiKey: openaiApiKey }),
  });
  const now = Date.now;
  const account = createHash('sha256').update(`${openaiBaseUrl} ${openaiApiKey}`).digest('hex').slice(0, 16);
  const spend = (day: string, tokens: number) => answers.spend(account, day, tokens);
  const retrying = withRetry(bare, { now });
  const counted = withBudget(retrying, { perDay: config.llmTokensPerDay, spend, now });
  const few = withConcurrency(counted, {
    atOnce: config.llmConcurrency,
    waiting: WAITING_EACH * config.llmConcurrency,
  });
  const { shrinkPicture } = await import('#src/adapters/inference/shrink');
  return {
    model: withBreaker(few, { now, wait }),
    prompt: await readPrompt('understand-query'),
    describe: await readPrompt('describe-target'),
    enrich: await readPrompt('enrich-product'),
    judge: await readPrompt('judge-relevance'),
    shrink: shrinkPicture,
  };
}

/** Questions that may wait for their turn, for each that runs: more would not be answered in time. */
const WAITING_EACH = 4;

/** What puts interests into words; null without a language model. */
export async function openSummarise(asking: LanguageDeps['asking'], answers: AnswerStore): Promise<Summarise | null> {
  if (!asking) return null;
  const prompt = await readPrompt('summarise-interests');
  return createSummarise({ model: asking.model, prompt, answers, now: Date.now });
}

async function readPrompt(id: string) {
  const path = join(packageFolder(), 'prompts', `${id}.md`);
  const file = await readFile(path, 'utf8').catch((cause) => {
    throw new VitrineError('invalid_configuration', `The prompt ${path} cannot be read: reinstall the package.`, {
      cause,
    });
  });
  return parsePrompt(file, `${id}.md`);
}
