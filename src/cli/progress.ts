import { SingleBar } from 'cli-progress';
import type { Progress } from '#indexers/progress';
import type { Io } from './io.ts';
import { createPace, type Pace } from './pace.ts';

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
  const pace = createPace(Date.now);
  if (format === 'json') {
    const update = (progress: Progress) => io.err(`${JSON.stringify({ ...progress, ...pace(progress) })}\n`);
    return { update, stop: () => {} };
  }
  return io.terminal ? createBar(pace) : createLines(io, pace);
}

function createLines(io: Io, pace: (progress: Progress) => Pace): ProgressView {
  let last = Date.now();
  return {
    update: (progress) => {
      const { perSecond, secondsLeft } = pace(progress);
      if (Date.now() - last < LINE_EVERY_MS) return;
      last = Date.now();
      const { phase, done, total, skipped } = progress;
      const parts = [
        `${done}${total === undefined ? '' : ` of ${total}`}`,
        `${perSecond}/s`,
        secondsLeft === undefined ? '' : `${secondsLeft} s left`,
        skipped ? `${skipped} skipped` : '',
      ];
      io.err(`${phase}: ${parts.filter((part) => part !== '').join(', ')}\n`);
    },
    stop: () => {},
  };
}

function createBar(pace: (progress: Progress) => Pace): ProgressView {
  const bar = new SingleBar({
    format: '{phase} {bar} {percentage} % | {value}/{total} | {speed}/s | {left}{skipped}',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  let phase: string | undefined;
  return {
    update: (progress) => {
      const { done, total = done, skipped } = progress;
      const { perSecond, secondsLeft } = pace(progress);
      const shown = {
        phase: progress.phase,
        speed: perSecond,
        left: secondsLeft === undefined ? '' : `${clock(secondsLeft)} left`,
        skipped: skipped ? ` | ${skipped} skipped` : '',
      };
      if (progress.phase !== phase) {
        if (phase !== undefined) bar.stop();
        phase = progress.phase;
        bar.start(total, done, shown);
      }
      bar.setTotal(total);
      bar.update(done, shown);
    },
    stop: () => bar.stop(),
  };
}

function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
