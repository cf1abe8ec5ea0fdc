import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A catalog in the PostgreSQL and the Qdrant that the environment names, two API processes on it, and jobs beside them. */
export interface SharedCatalog {
  readonly addresses: readonly string[];
  /** Starts both API processes and waits until they answer. */
  serve(): Promise<void>;
  /** Kills one of them (SIGKILL), starts it again and waits until it answers. */
  killServer(n: number): Promise<void>;
  /** Starts a command on the catalog. */
  start(argv: readonly string[]): ChildProcess;
  /** Runs a command on the catalog to its end. Fails when it does. */
  run(argv: readonly string[]): Promise<void>;
  /** Writes rows as JSONL in place of those before, and answers the path. */
  writeFeed(rows: readonly object[]): string;
  /** Ends the API processes. The catalog stays in both stores. */
  close(): Promise<void>;
}

/** The API processes listen on a port and the next. */
export function createSharedCatalog(name: string, firstPort: number): SharedCatalog {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-shared-'));
  const addresses = [0, 1].map((n) => `http://127.0.0.1:${firstPort + n}`);
  const servers: ChildProcess[] = [];

  /** Each has a data folder of its own. */
  function spawnCommand(argv: readonly string[], data: string, errors: 'inherit' | number): ChildProcess {
    const command = ['--import', 'tsx', 'src/cli/main.ts', ...argv, '--data', join(folder, data), '--catalog', name];
    const env = { ...process.env, VITRINE_RATE_LIMIT: '0' };
    return spawn(process.execPath, command, { env, stdio: ['ignore', 'ignore', errors] });
  }

  async function serveOne(n: number): Promise<void> {
    const log = join(folder, `server-${n}.log`);
    const server = spawnCommand(['serve', '--port', String(firstPort + n)], `server-${n}`, openSync(log, 'w'));
    servers[n] = server;
    while (!(await fetch(`${addresses[n]}/readyz`).catch(() => undefined))?.ok) {
      if (hasEnded(server)) throw new Error(`A server ended as it started:\n${readFileSync(log, 'utf8')}`);
      await pause(100);
    }
  }

  const start = (argv: readonly string[]) => spawnCommand([...argv, '--progress', 'none'], 'job', 'inherit');
  return {
    addresses,
    start,
    serve: async () => void (await Promise.all([serveOne(0), serveOne(1)])),
    killServer: async (n) => {
      await end(servers[n]!, 'SIGKILL');
      await serveOne(n);
    },
    run: async (argv) => {
      const [status] = (await once(start(argv), 'exit')) as [number | null];
      if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}`);
    },
    writeFeed: (rows) => {
      const path = join(folder, 'feed.jsonl');
      writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      return path;
    },
    close: async () => {
      for (const server of servers) await end(server, 'SIGTERM');
      rmSync(folder, { recursive: true });
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  child.kill(signal);
  await once(child, 'exit');
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
