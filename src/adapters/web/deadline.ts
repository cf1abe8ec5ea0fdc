import { shownAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import { tookTooLong } from './failure.ts';

/** An abort signal that is given after a time, or when another one is. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Why it was given, for an address; undefined while it was not. */
  reason(url: string): VitrineError | undefined;
  clear(): void;
}

export function createDeadline(ms: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, ms);
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    reason(url) {
      if (outer?.aborted) return new VitrineError('interrupted', `Interrupted while fetching ${shownAddress(url)}.`);
      return controller.signal.aborted ? tookTooLong(url, ms) : undefined;
    },
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}
