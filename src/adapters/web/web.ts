import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { Web, WebAnswer, WebRequest } from '#src/ports/web';
import { type Answered, ask } from './ask.ts';
import { type Pace, readWhole } from './body.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { failureOfStatus, isHostsFault } from './failure.ts';
import { createGuard, type Resolve, resolveBySystem } from './guard.ts';
import { conditions, refuseOtherType, validatorsOf } from './headers.ts';
import { createHosts, type HostLimits } from './hosts.ts';
import { AttemptFailed, retry } from './retry.ts';
import { createSourceReader } from './source.ts';

export interface WebOptions {
  /** Hosts that may be at private addresses. */
  readonly privateHosts?: readonly string[];
  /** Whether any host may. */
  readonly allowPrivateAddresses?: boolean;
  readonly limits?: Partial<HostLimits>;
  readonly pace?: Partial<Pace>;
  /** Longest wait for the head of a source's answer. */
  readonly headMs?: number;
  readonly resolve?: Resolve;
  readonly now?: () => number;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const LIMITS: HostLimits = { atOnce: 32, atOncePerHost: 8, failuresInARow: 5, restMs: 30_000 };
const PACE: Pace = { stallMs: 60_000, fewestBytesPerSecond: 100 };
const HEAD_MS = 60_000;
const KEPT_CONNECTIONS = { keepAlive: true, maxFreeSockets: 32, timeout: 30_000 };

/** The web over Node's own client; addresses are checked where a connection looks its host up. */
export function createWeb(options: WebOptions = {}): Web {
  const { privateHosts = [], allowPrivateAddresses = false, now = Date.now, pause = pauseFor } = options;
  const trusted = new Set(privateHosts.map((host) => host.toLowerCase()));
  const isTrusted = (hostname: string): boolean => allowPrivateAddresses || trusted.has(hostname.toLowerCase());
  const resolve = options.resolve ?? resolveBySystem;
  const guard = createGuard({ resolve, isTrusted });
  const agents = { http: new Agent(KEPT_CONNECTIONS), https: new SecureAgent(KEPT_CONNECTIONS) };
  const hosts = createHosts({ ...LIMITS, ...options.limits }, now);

  const attempt = async (request: WebRequest, deadline: Deadline): Promise<WebAnswer> => {
    const { url, maxBytes, type, validators } = request;
    const headers = { accept: type ? `${type}*` : '*/*', 'accept-encoding': 'identity', ...conditions(validators) };
    const answered = await ask(url, { guard, agents, headers, signal: deadline.signal });
    if (answered.status === 304 && validators) {
      answered.response.resume();
      return { kind: 'unchanged' };
    }
    refuseStatus(answered, url);
    if (type !== undefined) refuseOtherType(answered.response, type, url);
    const bytes = await readWhole(answered.response, maxBytes, url);
    return { kind: 'content', bytes, validators: validatorsOf(answered.response) };
  };

  return {
    get: (request) =>
      hosts.run(
        request.url,
        async () => {
          const deadline = createDeadline(request.deadlineMs, request.signal);
          try {
            return await retry(() => attempt(request, deadline), { url: request.url, deadline, pause });
          } finally {
            deadline.clear();
          }
        },
        isHostsFault,
      ),
    ...createSourceReader({
      resolve,
      isTrusted,
      pause,
      headMs: options.headMs ?? HEAD_MS,
      pace: { ...PACE, ...options.pace },
    }),
    async close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** Throws for any answer that is not the content. */
function refuseStatus({ response, status }: Answered, url: string): void {
  if (status >= 200 && status < 300) return;
  response.destroy();
  throw new AttemptFailed(failureOfStatus(status, response.headers, url));
}

async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal });
}
