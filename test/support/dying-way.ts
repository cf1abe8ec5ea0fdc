import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A way to a server that lets so many writes of points through and then nothing any more, as if whoever uses it were dead. */
export interface DyingWay {
  readonly url: string;
  close(): Promise<void>;
}

export async function openDyingWay(target: string, writes: number, headers: Record<string, string>): Promise<DyingWay> {
  let left = writes;
  let isDead = false;
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const body = await buffer(request);
    const isWrite = /\/points(\?|\/delete|\/vectors|\/payload|\/batch)/u.test(url) && /PUT|POST/u.test(method);
    if (isWrite && left-- <= 0) isDead = true;
    if (isDead) return void request.socket.destroy();
    const asked = {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body.length > 0 && { body }),
    };
    const answer = await fetch(`${target}${url}`, asked);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
