import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request and what a true server answered to it. */
interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly answer: unknown;
}

export interface RecordedServer {
  readonly url: string;
  /** Requests that were not recorded, and recorded ones that were not made; both empty when the wire is as it was. */
  readonly differences: () => { readonly unknown: readonly string[]; readonly missing: readonly string[] };
  close(): Promise<void>;
}

/**
 * Answers as a true server once did, by a file with one exchange a line. Equal requests get their answers in the order of recording, the last one from
 * then on. With `record`, the address of a true server, it asks that one and writes the file when it is closed.
 */
export async function startRecordedServer(file: string, record?: string): Promise<RecordedServer> {
  const lines = record === undefined ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const exchanges = lines.map((line) => JSON.parse(line) as Exchange);
  const answers = new Map<string, Exchange[]>();
  for (const exchange of exchanges) answers.set(keyOf(exchange), [...(answers.get(keyOf(exchange)) ?? []), exchange]);
  const made = new Set<string>();
  const unknown: string[] = [];

  const replay = (key: string): Pick<Exchange, 'status' | 'answer'> => {
    made.add(key);
    const own = answers.get(key);
    if (!own) unknown.push(key);
    return (
      (own && own.length > 1 ? own.shift() : own?.[0]) ?? { status: 400, answer: { status: { error: 'not recorded' } } }
    );
  };
  const ask = async (method: string, path: string, body: string): Promise<Exchange> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${record}${path}`, { method, headers, ...(body !== '' && { body }) });
    const exchange = { method, path, body, status: answer.status, answer: await answer.json() };
    exchanges.push(exchange);
    return exchange;
  };
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const body = await textOf(request);
    const { method = '', url: path = '' } = request;
    const { status, answer } =
      record === undefined ? replay(keyOf({ method, path, body })) : await ask(method, path, body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    differences: () => ({
      unknown,
      missing: record === undefined ? [...answers.keys()].filter((key) => !made.has(key)) : [],
    }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (record !== undefined)
        writeFileSync(
          file,
          exchanges
            .map(
              (one) => `${JSON.stringify(one)}
`,
            )
            .join(''),
        );
    },
  };
}

function keyOf({ method, path, body }: Pick<Exchange, 'method' | 'path' | 'body'>): string {
  return `${method} ${path} ${body}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
