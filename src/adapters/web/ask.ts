import { type Agent, get as getByHttp, type IncomingMessage } from 'node:http';
import { get as getByHttps } from 'node:https';
import { shownAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import type { Guard } from './guard.ts';

export interface Agents {
  readonly http: Agent;
  readonly https: Agent;
}

export interface AskOptions {
  readonly guard: Guard;
  /** Connections that may be used again; without them, each has one of its own. */
  readonly agents?: Agents | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** An answer's head; the body is yet to be read, or destroyed. */
export interface Answered {
  readonly response: IncomingMessage;
  readonly status: number;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const AGENT = 'Vitrine';

/** Asks an address and follows its redirects, each checked like the first. Throws what Node does for connections. */
export async function ask(url: string, options: AskOptions): Promise<Answered> {
  let at = parseAddress(url);
  for (let redirects = 0; ; redirects++) {
    const response = await hop(at, options);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (!REDIRECTS.has(status) || location === undefined) return { response, status };
    response.destroy();
    if (redirects === MOST_REDIRECTS) {
      throw new VitrineError(
        'web_unavailable',
        `${shownAddress(url)} redirects more than ${MOST_REDIRECTS} times. Give the address that it ends at.`,
      );
    }
    at = parseAddress(location, at);
  }
}

function parseAddress(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new VitrineError(
    base ? 'web_unavailable' : 'invalid_request',
    `${shownAddress(text)} is no web address. It must begin with http:// or https://.`,
  );
}

function hop(url: URL, { guard, agents, headers, signal }: AskOptions): Promise<IncomingMessage> {
  guard.checkHost(url.hostname);
  const isSecure = url.protocol === 'https:';
  const options = {
    headers: { 'user-agent': AGENT, ...headers },
    lookup: guard.lookup,
    signal,
    agent: (isSecure ? agents?.https : agents?.http) ?? false,
  };
  return new Promise((resolve, reject) => {
    (isSecure ? getByHttps : getByHttp)(url, options, resolve).on('error', reject);
  });
}
