import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach } from 'vitest';
import { createWeb, type WebOptions } from '#src/adapters/web/web';
import type { Web, WebRequest } from '#src/ports/web';
import { startWebServer, type WebServer } from './web-server.ts';

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** A deadline that is over soon, in milliseconds. */
export const SOON = 150;

/** Servers and fetchers of the tests of a file, closed after each of them. */
export function useWeb() {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  return {
    serve: async (handle: Handle): Promise<WebServer> => {
      const server = await startWebServer(handle);
      opened.push(server);
      return server;
    },
    /** A fetcher that does not pause between attempts; unless told otherwise it asks this machine. */
    fetcher: (options: WebOptions = {}): Web => {
      const web = createWeb({ allowPrivateAddresses: true, pause: async () => {}, ...options });
      // Fetchers are closed before the servers that they hold connections to.
      opened.unshift(web);
      return web;
    },
  };
}

export function want(url: string, rest: Partial<WebRequest> = {}): WebRequest {
  return { url, maxBytes: 1000, deadlineMs: 20_000, ...rest };
}

export async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}
