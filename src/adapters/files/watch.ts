import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expandSource } from './expand.ts';

export interface WatchOptions {
  /** Files, folders or patterns. */
  readonly sources: readonly string[];
  readonly cwd: string;
  /** Ends the watching. */
  readonly signal: AbortSignal;
  /** How long nothing must change before something counts as written to its end. */
  readonly settleMs?: number;
  /** Where the system tells of no changes (network drives), they are looked for this often. */
  readonly pollMs?: number;
}

const SETTLE_MS = 500;
const POLL_MS = 2000;

/**
 * Yields once at the beginning, and again after every change, as soon as it is over. What changes while the reader is
 * at work counts as one change after it. A file that is replaced, or gone for a moment, is followed by its name.
 */
export async function* watchSources(options: WatchOptions): AsyncGenerator<void> {
  const { sources, cwd, signal, settleMs = SETTLE_MS, pollMs = POLL_MS } = options;
  const events = hearEvents(sources, cwd);
  try {
    for (let seen: string | undefined; ; ) {
      const now = await settled(() => stateOf(sources, cwd), settleMs, signal);
      if (signal.aborted) return;
      if (now === seen) await events.next(pollMs, signal);
      else {
        seen = now;
        yield;
      }
    }
  } finally {
    events.close();
  }
}

/** The state once two looks at it agree. */
async function settled(look: () => Promise<string>, ms: number, signal: AbortSignal): Promise<string> {
  for (let before = await look(); ; ) {
    await pause(ms, signal);
    const now = await look();
    if (now === before || signal.aborted) return now;
    before = now;
  }
}

/** What tells that sources changed: names, places on disk, sizes and times. */
async function stateOf(sources: readonly string[], cwd: string): Promise<string> {
  const lines: string[] = [];
  for (const source of sources) {
    const paths = await expandSource(source, cwd).catch(() => []);
    for (const path of paths) {
      const found = await stat(resolve(cwd, path)).catch(() => undefined);
      lines.push(`${path} ${found ? `${found.ino} ${found.size} ${found.mtimeMs}` : 'is gone'}`);
    }
  }
  return lines.join('\n');
}

/** Events of the system, only to look sooner: what they say differs between systems. */
function hearEvents(sources: readonly string[], cwd: string) {
  let wake = new AbortController();
  const ring = (): void => wake.abort();
  const watchers = sources
    .flatMap((source) => [source, dirname(source)])
    .flatMap((path) => watcherOf(resolve(cwd, path), ring));
  return {
    /** Ends at an event, after the time, or with the signal. */
    async next(ms: number, signal: AbortSignal): Promise<void> {
      signal.addEventListener('abort', ring, { once: true });
      await pause(ms, wake.signal);
      signal.removeEventListener('abort', ring);
      wake = new AbortController();
    },
    close(): void {
      for (const watcher of watchers) watcher.close();
    },
  };
}

function watcherOf(path: string, ring: () => void): FSWatcher[] {
  try {
    // A watcher that breaks is replaced by looking from time to time.
    return [watch(path, ring).on('error', () => {})];
  } catch {
    return [];
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => {});
}
