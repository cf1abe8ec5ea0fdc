import { afterEach, describe, expect, it } from 'vitest';
import { createOpenAiModel } from '#src/adapters/openai/model';
import { LanguageModelError, type ModelRequest } from '#src/ports/language-model';
import { type ModelBehaviour, type ModelServer, startModelServer } from '#test/support/model-server';

let server: ModelServer;
afterEach(() => server.close());

const KEY = 'sk-secret';
const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  system: 'the rules',
  user: 'purple trousers',
  schema: { name: 'understand_query', json: { type: 'object' } },
  maxTokens: 50,
  temperature: 0,
  signal: new AbortController().signal,
  wantedBy: 0,
  ...more,
});

async function modelOn(behave: (n: number) => ModelBehaviour) {
  server = await startModelServer(() => behave(server.asked.length));
  return createOpenAiModel({ baseUrl: server.url, apiKey: KEY, model: 'small' });
}

describe('the openai adapter', () => {
  it('sends rules, words and the form wanted, and gives text and tokens', async () => {
    const model = await modelOn(() => ({ kind: 'answer', content: '{"a":1}' }));
    expect(await model.complete(request())).toEqual({ text: '{"a":1}', tokens: 100 });
    const [question] = server.asked;
    expect(question).toMatchObject({ path: '/v1/chat/completions', authorization: `Bearer ${KEY}` });
    expect(question!.body).toEqual({
      model: 'small',
      messages: [
        { role: 'system', content: 'the rules' },
        { role: 'user', content: 'purple trousers' },
      ],
      max_tokens: 50,
      temperature: 0,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'understand_query', schema: { type: 'object' }, strict: true },
      },
    });
  });

  it('sends pictures beside the words', async () => {
    const model = await modelOn(() => ({ kind: 'answer', content: '{}' }));
    await model.complete(request({ pictures: [Uint8Array.of(0x89, 0x50)] }));
    expect(server.asked[0]!.body.messages[1]!.content).toEqual([
      { type: 'text', text: 'purple trousers' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,iVA=' } },
    ]);
  });

  it('leaves out what an endpoint refuses, and remembers that', async () => {
    const model = await modelOn((n) => {
      const refusals = [
        "'response_format' of type 'json_schema' is not supported",
        "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
        "Unsupported value: 'temperature'",
      ];
      const message = refusals[n - 1];
      return message ? { kind: 'status', status: 400, message } : { kind: 'answer', content: '{}' };
    });
    await model.complete(request());
    expect(server.asked).toHaveLength(4);
    await model.complete(request());
    expect(server.asked).toHaveLength(5);
    const { response_format, max_tokens, temperature, max_completion_tokens } = server.asked[4]!.body;
    expect([response_format, max_tokens, temperature, max_completion_tokens]).toEqual([
      undefined,
      undefined,
      undefined,
      50,
    ]);
  });

  it.each([
    [{ kind: 'status', status: 401, message: `Incorrect API key ${KEY}` }, 'refused', 'OPENAI_API_KEY'],
    [{ kind: 'status', status: 404, message: 'no such model' }, 'refused', '"small" is not there'],
    [{ kind: 'status', status: 429, message: 'slow down' }, 'unavailable', '429'],
    [{ kind: 'status', status: 500, message: 'oops' }, 'unavailable', '500'],
    [{ kind: 'status', status: 400, message: 'purple trousers are too long' }, 'invalid', '400'],
    [{ kind: 'half' }, 'unavailable', ''],
    [{ kind: 'reset' }, 'unavailable', 'cannot be reached'],
    [{ kind: 'huge' }, 'invalid', 'far too much'],
    [{ kind: 'no-choices' }, 'invalid', 'without a text'],
  ] satisfies [ModelBehaviour, string, string][])(
    'says what failed without key or words: %j',
    async (behaviour, failure, part) => {
      const model = await modelOn(() => behaviour);
      const error = await model.complete(request()).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(LanguageModelError);
      const { failure: kind, message } = error as LanguageModelError;
      expect([kind === failure || (behaviour.kind === 'half' && kind === 'invalid'), message]).toEqual([
        true,
        expect.stringContaining(part),
      ]);
      expect(message).not.toMatch(/sk-|purple/u);
      expect(server.asked).toHaveLength(1);
    },
  );

  it('ends when it is told to, before or in the middle of an answer', async () => {
    for (const kind of ['never', 'drip'] as const) {
      const ending = new AbortController();
      const model = await modelOn(() => {
        setImmediate(() => ending.abort());
        return { kind };
      });
      await expect(model.complete(request({ signal: ending.signal }))).rejects.toMatchObject({ failure: 'timeout' });
      if (kind === 'never') await server.close();
    }
  });

  it('says so when nobody is there', async () => {
    const model = await modelOn(() => ({ kind: 'never' }));
    await server.close();
    await expect(model.complete(request())).rejects.toMatchObject({
      failure: 'unavailable',
      message: 'cannot be reached (OPENAI_BASE_URL)',
    });
    server = await startModelServer(() => ({ kind: 'never' }));
  });
});
