import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the stand-in for a language model does with a question. */
export type ModelBehaviour =
  | { readonly kind: 'answer'; readonly content: string }
  | { readonly kind: 'slow'; readonly content: string; readonly ms: number }
  | { readonly kind: 'never' | 'half' | 'reset' | 'huge' | 'drip' | 'no-choices' }
  | { readonly kind: 'status'; readonly status: number; readonly message: string };

/** What an endpoint may do wrong, whatever it is asked. `words` are said back in an error that must not be passed on. */
export const modelFaults = (words: string) =>
  [
    ['never', { kind: 'never' }],
    ['an answer that stops in the middle', { kind: 'drip' }],
    ['half a body', { kind: 'half' }],
    ['a closed connection', { kind: 'reset' }],
    ['429', { kind: 'status', status: 429, message: 'slow down' }],
    ['500', { kind: 'status', status: 500, message: 'oops' }],
    ['a refusal with words', { kind: 'status', status: 401, message: `refused: ${words}` }],
    ['ten million letters', { kind: 'huge' }],
  ] as const satisfies readonly (readonly [string, ModelBehaviour])[];

export interface ModelQuestion {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: unknown }[];
    readonly response_format?: unknown;
    readonly max_tokens?: number;
    readonly max_completion_tokens?: number;
    readonly temperature?: number;
  };
}

export interface ModelServer {
  /** The base URL of an OpenAI-compatible endpoint. */
  readonly url: string;
  readonly asked: ModelQuestion[];
  close(): Promise<void>;
}

const HUGE_BYTES = 10_000_000;

/** An OpenAI-compatible server on this machine that answers, or fails to, as told for each question. */
export async function startModelServer(behave: (question: ModelQuestion) => ModelBehaviour): Promise<ModelServer> {
  const asked: ModelQuestion[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const question = {
        path,
        authorization: headers.authorization,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      };
      asked.push(question);
      void answer(behave(question), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(behaviour: ModelBehaviour, response: ServerResponse): Promise<void> {
  switch (behaviour.kind) {
    case 'answer':
      return send(response, 200, completion(behaviour.content));
    case 'slow':
      await sleep(behaviour.ms, undefined, { ref: false });
      return send(response, 200, completion(behaviour.content));
    case 'status':
      return send(response, behaviour.status, { error: { message: behaviour.message, type: 'error' } });
    case 'no-choices':
      return send(response, 200, { id: 'x', choices: [] });
    case 'huge':
      return send(response, 200, completion('x'.repeat(HUGE_BYTES)));
    case 'half':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"choices":[{"message":{"content":"{\\"expan');
      return void response.destroy();
    case 'drip':
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.write('{"choices":');
    case 'reset':
      return void response.destroy();
    case 'never':
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function completion(content: string) {
  const usage = { prompt_tokens: 90, completion_tokens: 10, total_tokens: 100 };
  return {
    id: 'x',
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content } }],
    usage,
  };
}
