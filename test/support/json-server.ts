import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** Path with the query string. */
  readonly path: string;
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
}

/** `hang` never answers, `reset` closes the connection without an answer, `cut` within the body of one. */
export type Answer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }
  | 'hang'
  | 'reset'
  | 'cut';

export interface JsonServer {
  readonly url: string;
  /** What was asked so far, in order. */
  readonly asked: Asked[];
  close(): Promise<void>;
}

/** A server on this machine that answers as told. */
export async function startJsonServer(answer: (asked: Asked) => Answer): Promise<JsonServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url: path = '', headers } = request;
      const one: Asked = { method, path, headers, body: text === '' ? undefined : JSON.parse(text) };
      asked.push(one);
      const found = answer(one);
      if (found === 'hang') return;
      if (found === 'reset') return void request.socket.destroy();
      if (found === 'cut') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
        return void response.write('{"result":', () => request.socket.destroy());
      }
      response.writeHead(found.status, { 'content-type': 'application/json', ...found.headers });
      response.end(JSON.stringify(found.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
