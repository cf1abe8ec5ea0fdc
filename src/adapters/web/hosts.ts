import { LRUCache } from 'lru-cache';
import pLimit, { type LimitFunction } from 'p-limit';
import type { VitrineError } from '#src/errors';
import { unavailable } from './failure.ts';

export interface HostLimits {
  /** Requests under way, in all and to one host. */
  readonly atOnce: number;
  readonly atOncePerHost: number;
  /** After so many failures in a row a host is left alone for `restMs`. */
  readonly failuresInARow: number;
  readonly restMs: number;
}

export interface Hosts {
  /** Runs a job in its turn; what it throws counts against the host when `isFault` says so. */
  run<Result>(url: string, job: () => Promise<Result>, isFault: (error: unknown) => boolean): Promise<Result>;
}

interface Host {
  readonly limit: LimitFunction;
  failures: number;
  restsUntil: number;
}

/** Hosts whose failures are remembered. */
const MOST_HOSTS = 1000;

export function createHosts(limits: HostLimits, now: () => number): Hosts {
  const everyone = pLimit(limits.atOnce);
  const hosts = new LRUCache<string, Host>({ max: MOST_HOSTS });
  const hostOf = (url: string): Host => {
    const name = URL.canParse(url) ? new URL(url).host : '';
    const host = hosts.get(name) ?? { limit: pLimit(limits.atOncePerHost), failures: 0, restsUntil: 0 };
    hosts.set(name, host);
    return host;
  };
  const refuseAtRest = (host: Host, url: string): VitrineError | undefined => {
    if (host.restsUntil <= now()) return undefined;
    return unavailable(url, `its host failed ${host.failures} times in a row and is left alone for a while`);
  };
  return {
    run(url, job, isFault) {
      const host = hostOf(url);
      return host.limit(() =>
        everyone(async () => {
          const refusal = refuseAtRest(host, url);
          if (refusal) throw refusal;
          try {
            const result = await job();
            host.failures = 0;
            return result;
          } catch (error) {
            if (!isFault(error)) host.failures = 0;
            else if (++host.failures >= limits.failuresInARow) host.restsUntil = now() + limits.restMs;
            throw error;
          }
        }),
      );
    },
  };
}
