import { setTimeout as delay } from 'node:timers/promises';
import type { QdrantClient } from '@qdrant/js-client-rest';
import { hasCode, VitrineError } from '#src/errors';
import { addressOf } from './address.ts';
import { errorOf, type Failure, failureOf } from './failure.ts';
import type { QdrantSettings } from './options.ts';
import { SearchClient } from './search-client.ts';

/**
 * Calls to whichever node answers. `what` completes "Qdrant refused to …". Failures are `VitrineError`s.
 * - `read` and `write` are repeated when they fail for a passing reason, so a write must be one that may be done twice.
 * - `once` is repeated only where the first attempt reached no server.
 */
export interface Connection {
  read<Result>(what: string, call: Call<Result>): Promise<Result>;
  write<Result>(what: string, call: Call<Result>): Promise<Result>;
  once<Result>(what: string, call: Call<Result>): Promise<Result>;
  /** Seconds that the server may work on a read or a write, for the `timeout` of a request. */
  readonly readSeconds: number;
  readonly writeSeconds: number;
}

export type Call<Result> = (client: QdrantClient) => Promise<Result>;

/** Oldest server whose API has everything that is used here. */
const LEAST_VERSION = '1.18';

interface Node {
  readonly url: string;
  readonly reader: QdrantClient;
  readonly writer: QdrantClient;
}

/** Opens connections to the nodes and checks the version of the first that answers. */
export async function openConnection(settings: QdrantSettings): Promise<Connection> {
  const nodes = settings.urls.map((url) => makeNode(url, settings));
  if (nodes.length === 0)
    throw new VitrineError('invalid_configuration', 'No address of Qdrant is given: set QDRANT_URL.');
  let current = 0;
  const caller =
    (timeoutMs: number, clientOf: (node: Node) => QdrantClient, mayRepeat: (failure: Failure) => boolean) =>
    async <Result>(what: string, call: Call<Result>): Promise<Result> => {
      const start = performance.now();
      for (let attempt = 1; ; attempt++) {
        const place = current;
        const node = nodes[place]!;
        try {
          return await call(clientOf(node));
        } catch (error) {
          const failure = failureOf(error);
          const repetition = attempt - nodes.length;
          const wait = repetition < 0 ? 0 : waitMs(failure, repetition, settings.retryDelayMs);
          const isLast = repetition >= settings.retries || performance.now() - start + wait > 2 * timeoutMs;
          if (isLast || !mayRepeat(failure)) throw errorOf(failure, what, node.url);
          if (current === place) current = (place + 1) % nodes.length;
          if (wait > 0) await delay(wait);
        }
      }
    };
  const { readTimeoutMs, writeTimeoutMs } = settings;
  const connection: Connection = {
    read: caller(readTimeoutMs, ({ reader }) => reader, isPassing),
    write: caller(writeTimeoutMs, ({ writer }) => writer, isPassing),
    once: caller(
      writeTimeoutMs,
      ({ writer }) => writer,
      ({ kind }) => kind === 'unsent',
    ),
    readSeconds: Math.max(1, Math.ceil(readTimeoutMs / 1000)),
    writeSeconds: Math.max(1, Math.ceil(writeTimeoutMs / 1000)),
  };
  await checkVersion(connection, settings.urls);
  return connection;
}

function isPassing({ kind }: Failure): boolean {
  return kind !== 'final';
}

/** What the server asks for, else longer each time; half of it is left to chance, so that callers do not come back together. */
function waitMs({ retryAfterMs }: Failure, repetition: number, baseMs: number): number {
  return retryAfterMs ?? baseMs * 2 ** repetition * (0.5 + Math.random());
}

/**
 * No compression on the way: an answer that the server compresses comes in small pieces, and each query then waits
 * some 40 ms for a delayed acknowledgement. The key goes as a header, because the client warns about keys on the
 * console.
 */
function makeNode(url: string, { apiKey, readTimeoutMs, writeTimeoutMs }: QdrantSettings): Node {
  const address = addressOf(url);
  const headers = { 'accept-encoding': 'identity', ...(apiKey !== undefined && { 'api-key': apiKey }) };
  const make = (timeoutMs: number) => new SearchClient({ ...address, headers, timeoutMs });
  return { url, reader: make(readTimeoutMs), writer: make(writeTimeoutMs) };
}

async function checkVersion(connection: Connection, urls: readonly string[]): Promise<void> {
  const version = await versionOf(connection);
  if (version === undefined)
    throw new VitrineError(
      'invalid_configuration',
      `What answers at ${urls.join(', ')} is no Qdrant. Set QDRANT_URL to the address of its HTTP interface.`,
    );
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = LEAST_VERSION.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  throw new VitrineError(
    'invalid_configuration',
    `Qdrant at ${urls.join(', ')} has version ${version}, and ${LEAST_VERSION} is the least that works. Upgrade it.`,
  );
}

/** Undefined for what is no Qdrant: some other server knows no such address, or answers with a page. */
async function versionOf(connection: Connection): Promise<string | undefined> {
  try {
    const about: unknown = await connection.read('say its version', (client) => client.versionInfo());
    const version = typeof about === 'object' && about !== null && 'version' in about ? about.version : undefined;
    return typeof version === 'string' && /^\d+\./u.test(version) ? version : undefined;
  } catch (error) {
    if (hasCode(error, 'generation_incompatible') || hasCode(error, 'internal')) return undefined;
    throw error;
  }
}
