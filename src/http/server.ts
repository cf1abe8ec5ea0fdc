import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { packageFolder } from '#src/compose/package-folder';
import type { Vitrine } from '#src/compose/vitrine';
import { VitrineError } from '#src/errors';
import { createHttpApp } from './app.ts';
import { builtStorefront } from './build-storefront.ts';
import { type HttpConfig, isLoopback } from './config.ts';
import { answerUnreadable } from './unreadable.ts';

export interface ServerOptions {
  readonly vitrine: Vitrine;
  readonly config: HttpConfig;
  readonly defaultCatalog?: string | undefined;
  /** Whether the storefront is served too. Default true. */
  readonly storefront?: boolean;
  /** Default: JSON lines on standard error; on a terminal only what went wrong. */
  readonly logger?: Logger;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Ends when the storefront is there to be seen, or cannot be. */
  readonly storefrontReady: Promise<boolean>;
  /** Takes no new requests, answers those under way (for at most `graceMs`), then closes. */
  stop(graceMs?: number): Promise<void>;
}

const GRACE_MS = 10_000;
const IDLE_CHECK_MS = 20;

/** Serves over HTTP. Throws `invalid_configuration` for an open address without a key, or a port that cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { vitrine, config, defaultCatalog } = options;
  if (!isLoopback(config.host) && !config.apiKey) {
    const advice = 'set VITRINE_API_KEY to a long random text, or serve on 127.0.0.1';
    throw new VitrineError(
      'invalid_configuration',
      `Serving on ${config.host} needs an API key for writes: ${advice}.`,
    );
  }
  const logger = options.logger ?? pino({ level: process.stderr.isTTY ? 'warn' : 'info' }, pino.destination(2));
  const storefront = options.storefront === false ? undefined : builtStorefront(packageFolder(), logger);
  let stopping = false;
  const version = await packageVersion();
  const app = createHttpApp({ vitrine, config, defaultCatalog, storefront, logger, version, stopping: () => stopping });
  const server = createServer(app).on('clientError', answerUnreadable);
  const port = await listen(server, config);
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    port,
    storefrontReady: (storefront ?? Promise.resolve(undefined)).then((dir) => dir !== undefined),
    stop: (graceMs = GRACE_MS) => {
      stopping = true;
      return close(server, graceMs);
    },
  };
}

function listen(server: Server, { host, port }: HttpConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'it is in use' : error.message;
      const message = `Port ${port} of ${host} cannot be had: ${why}. Choose another one by --port or PORT.`;
      reject(new VitrineError('invalid_configuration', message, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Connections are kept alive by browsers: idle ones are closed as soon as they are idle. */
async function close(server: Server, graceMs: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const grace = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(grace);
}

async function packageVersion(): Promise<string> {
  const text = await readFile(join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
