import type { Deadline } from './deadline.ts';
import { type Failure, failureOf } from './failure.ts';

export interface RetryOptions {
  readonly url: string;
  readonly deadline: Deadline;
  /** Waits some milliseconds, or until the signal. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

const ATTEMPTS = 3;
/** Before the second attempt; doubled before the next. */
const FIRST_PAUSE_MS = 250;
/** Longest that a server's wish to wait is heeded. */
const LONGEST_PAUSE_MS = 10_000;

/** What an attempt that gave nothing throws: its failure, known already. */
export class AttemptFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.error.message);
    this.failure = failure;
  }
}

/** The result of the first attempt that gives one. What only asks may be asked again; pauses differ between callers. */
export async function retry<Result>(attempt: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  const { url, deadline, pause } = options;
  let last: Failure | undefined;
  for (let number = 1; ; number++) {
    try {
      return await attempt();
    } catch (error) {
      // After the deadline, an earlier failure says more than that time is up.
      if (deadline.signal.aborted) throw last?.error ?? deadline.reason(url) ?? error;
      last = error instanceof AttemptFailed ? error.failure : failureOf(error, url);
      if (!last.mayPass || number === ATTEMPTS) throw last.error;
      const longest = FIRST_PAUSE_MS * 2 ** number;
      const ms = last.retryAfterMs ?? longest / 2 + (Math.random() * longest) / 2;
      await pause(Math.min(ms, LONGEST_PAUSE_MS), deadline.signal).catch(() => {});
      if (deadline.signal.aborted) throw last.error;
    }
  }
}
