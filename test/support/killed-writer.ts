import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface KilledWriterOptions {
  /** A file of `test/support` that writes, and prints a number on a line of its own for each write that is acknowledged. */
  readonly script: string;
  readonly argv: readonly string[];
  /** It is killed (SIGKILL) after so many lines. */
  readonly lines: number;
}

/** Answers the last number that it printed, and fails when it ended before it was killed. */
export async function lastBeforeKill({ script, argv, lines }: KilledWriterOptions): Promise<number> {
  const command = ['--import', 'tsx', `test/support/${script}`, ...argv];
  const writer = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(writer, 'exit');
  let last = 0;
  let printed = 0;
  for await (const line of createInterface(writer.stdout)) {
    last = Number(line);
    if (++printed === lines) writer.kill('SIGKILL');
  }
  const [status, signal] = (await exited) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`${script} ended with ${status} after ${printed} lines`);
  return last;
}
