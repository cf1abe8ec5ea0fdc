import { SingleBar } from 'cli-progress';
import type { Progress } from '#indexers/progress';
import type { Io } from './io.ts';

export type ProgressFormat = 'auto' | 'json' | 'none';

export interface ProgressView {
  update(progress: Progress): void;
  stop(): void;
}

/** Time between two lines where there is no terminal to redraw, in milliseconds. */
const LINE_EVERY_MS = 10_000;

/** Progress on standard error: a bar on a terminal, a line every ten seconds elsewhere, JSON lines when asked for. */
export function createProgressView(io: Io, format: ProgressFormat): ProgressView {
  if (format === 'none') return { update: () => {}, stop: () => {} };
  if (format === 'json') return { update: (progress) => io.err(`${JSON.stringify(progress)}\n`), stop: () => {} };
  return io.terminal ? createBar() : createLines(io);
}

function createLines(io: Io): ProgressView {
  let last = Date.now();
  return {
    update: ({ phase, done, total, skipped }) => {
      if (Date.now() - last < LINE_EVERY_MS) return;
      last = Date.now();
      io.err(`${phase}: ${done}${total === undefined ? '' : ` of ${total}`}${skipped ? `, ${skipped} skipped` : ''}\n`);
    },
    stop: () => {},
  };
}

function createBar(): ProgressView {
  const bar = new SingleBar({
    format: '{phase} {bar} {percentage} % | {value}/{total} | {speed}/s | {eta_formatted} left',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  let phase: string | undefined;
  const started = { at: 0 };
  return {
    update: (progress) => {
      if (progress.phase !== phase) {
        if (phase !== undefined) bar.stop();
        phase = progress.phase;
        started.at = Date.now();
        bar.start(progress.total ?? progress.done, 0, { phase, speed: 0 });
      }
      const speed = Math.round(progress.done / Math.max(0.001, (Date.now() - started.at) / 1000));
      bar.setTotal(progress.total ?? progress.done);
      bar.update(progress.done, { phase, speed });
    },
    stop: () => bar.stop(),
  };
}
