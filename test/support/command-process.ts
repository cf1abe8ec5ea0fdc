import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** Without settings of Vitrine: the stores that tests may use are not those of every command. */
const ENVIRONMENT = {
  ...Object.fromEntries(['PATH', 'HOME', 'TMPDIR'].map((name) => [name, process.env[name]])),
  LANCE_CPU_THREADS: '4',
};

/** How a command ended: by its status, or by a signal. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A command in a process of its own. */
export interface CommandProcess {
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Starts a command in a folder; hears each line of its standard error as it comes. */
export function startCommand(
  folder: string,
  argv: readonly string[],
  onLine: (line: string, process: CommandProcess) => void = () => {},
): CommandProcess {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), MAIN, ...argv],
    { cwd: folder, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  const running: CommandProcess = {
    kill: (signal) => void child.kill(signal),
    ended: once(child, 'close').then(([status, signal]) => ({ status, signal, ...said })),
  };
  createInterface(child.stderr).on('line', (line) => {
    said.err += `${line}\n`;
    onLine(line, running);
  });
  return running;
}
