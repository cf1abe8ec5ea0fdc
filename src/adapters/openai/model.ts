import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { type LanguageModel, LanguageModelError, type ModelRequest } from '#src/ports/language-model';
import { limitedFetch } from './limited-fetch.ts';

export interface OpenAiOptions {
  /** The endpoint, e.g. `http://127.0.0.1:11434/v1`; OpenAI's own without it. */
  readonly baseUrl?: string;
  /** Some local servers need none. */
  readonly apiKey?: string;
  readonly model: string;
  readonly fetch?: typeof fetch;
}

type Body = OpenAI.ChatCompletionCreateParamsNonStreaming;

/**
 * A model behind any endpoint that speaks OpenAI's chat completions. Asks for structured output, and for JSON in plain
 * text once the endpoint has refused that. No retries of failures: a decorator knows whether there is time for one.
 */
export function createOpenAiModel({ baseUrl, apiKey, model, fetch: given = fetch }: OpenAiOptions): LanguageModel {
  const client = new OpenAI({
    // The library insists on a key and would look for settings of its own in the environment.
    apiKey: apiKey ?? 'none',
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: limitedFetch(given),
  });
  const without = new Set<Optional>();
  const send = async (request: ModelRequest): Promise<OpenAI.ChatCompletion> => {
    try {
      return await client.chat.completions.create(bodyOf(model, request, without), { signal: request.signal });
    } catch (error) {
      const refused = refusedOption(error);
      if (!refused || without.has(refused)) throw error;
      without.add(refused);
      return send(request);
    }
  };
  return {
    name: model,
    complete: async (request) => {
      try {
        const { choices, usage } = await send(request);
        const text = choices?.[0]?.message?.content;
        if (typeof text !== 'string') throw new LanguageModelError('invalid', 'answered without a text');
        return { text, tokens: usage?.total_tokens ?? estimate(request.system + request.user + text) };
      } catch (error) {
        throw failureOf(error, model);
      }
    },
  };
}

/** What not every endpoint or model takes; left out once it was refused. */
const OPTIONAL = {
  structure: /response_format|json_schema|structured/iu,
  maxTokens: /max_tokens/iu,
  temperature: /temperature/iu,
} as const;
type Optional = keyof typeof OPTIONAL;

function refusedOption(error: unknown): Optional | undefined {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return undefined;
  return (Object.keys(OPTIONAL) as Optional[]).find((option) => OPTIONAL[option].test(error.message));
}

function bodyOf(model: string, request: ModelRequest, without: ReadonlySet<Optional>): Body {
  const { system, user, pictures = [], schema, maxTokens, temperature } = request;
  const parts = pictures.map((picture) => ({
    type: 'image_url' as const,
    image_url: { url: `data:${mediaType(picture)};base64,${Buffer.from(picture).toString('base64')}` },
  }));
  const format = { name: schema.name, schema: { ...schema.json }, strict: true };
  return {
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: parts.length > 0 ? [{ type: 'text', text: user }, ...parts] : user },
    ],
    // Newer models know the limit by its other name only.
    ...(without.has('maxTokens') ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(temperature !== undefined && !without.has('temperature') && { temperature }),
    ...(!without.has('structure') && { response_format: { type: 'json_schema', json_schema: format } }),
  };
}

function mediaType(picture: Uint8Array): string {
  if (picture[0] === 0x89) return 'image/png';
  return picture[0] === 0x52 ? 'image/webp' : 'image/jpeg';
}

/** Four characters are about a token, where an endpoint does not count. */
function estimate(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Messages of the endpoint may hold the key or the words, so none is passed on. */
function failureOf(cause: unknown, model: string): LanguageModelError {
  if (cause instanceof LanguageModelError) return cause;
  const failed = (failure: LanguageModelError['failure'], message: string) =>
    new LanguageModelError(failure, message, { cause });
  if (cause instanceof APIUserAbortError || cause instanceof APIConnectionTimeoutError)
    return failed('timeout', 'took too long');
  if (cause instanceof APIConnectionError) {
    const tooLarge = cause.cause instanceof LanguageModelError ? cause.cause : undefined;
    return tooLarge ?? failed('unavailable', 'cannot be reached (OPENAI_BASE_URL)');
  }
  if (!(cause instanceof APIError) || cause.status === undefined) return failed('invalid', 'gave no readable answer');
  const { status } = cause;
  if (status === 401 || status === 403) return failed('refused', 'refused the key (OPENAI_API_KEY)');
  if (status === 404) return failed('refused', `"${model}" is not there (VITRINE_LLM_MODEL, OPENAI_BASE_URL)`);
  if (status === 429) return failed('unavailable', 'has had too many requests (429)');
  if (status >= 500 || status === 408) return failed('unavailable', `failed (${status})`);
  return failed('invalid', `refused the request (${status})`);
}
