import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Ran {
  readonly out: string;
  readonly seconds: number;
  /** Highest resident memory as the kernel saw it, in MiB; 0 where it does not tell (elsewhere than on Linux). */
  readonly peakMib: number;
}

/** Runs a script in a process of its own, and watches its memory. Fails when it does. */
export async function inProcess(script: string, argv: readonly string[]): Promise<Ran> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  let peakMib = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const timer = setInterval(() => {
    peakMib = Math.max(peakMib, peakOf(child.pid));
  }, 200);
  const [status] = (await once(child, 'close')) as [number | null];
  clearInterval(timer);
  if (status !== 0) throw new Error(`${script} ${argv.join(' ')} ended with ${status}`);
  return { out, seconds: (performance.now() - start) / 1000, peakMib };
}

function peakOf(pid: number | undefined): number {
  try {
    const kib = /VmHWM:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kib ?? 0) / 1024);
  } catch {
    return 0;
  }
}
