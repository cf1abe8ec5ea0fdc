import pLimit from 'p-limit';
import { type LanguageModel, LanguageModelError, type ModelReply, type ModelRequest } from '#src/ports/language-model';

type Complete = LanguageModel['complete'];

/** Milliseconds of the clock that requests name times by. */
type Now = () => number;

function wrap(model: LanguageModel, complete: Complete): LanguageModel {
  return { name: model.name, complete };
}

/** Asks a second time after a failure that may pass, if there is time for another answer until somebody stops waiting. */
export function withRetry(model: LanguageModel, { now, leastMs = 200 }: { now: Now; leastMs?: number }): LanguageModel {
  return wrap(model, async (request) => {
    try {
      return await model.complete(request);
    } catch (error) {
      const mayPass = error instanceof LanguageModelError && error.failure === 'unavailable';
      if (!mayPass || request.signal.aborted || request.wantedBy - now() < leastMs) throw error;
      return model.complete(request);
    }
  });
}

/** At most so many questions at once, and so many waiting for their turn; the rest are not asked. */
export function withConcurrency(model: LanguageModel, { atOnce, waiting }: { atOnce: number; waiting: number }) {
  const limit = pLimit(atOnce);
  return wrap(model, (request) => {
    if (limit.activeCount + limit.pendingCount >= atOnce + waiting)
      return Promise.reject(new LanguageModelError('skipped', 'is busy'));
    return limit(() => {
      if (request.signal.aborted) throw new LanguageModelError('timeout', 'took too long');
      return model.complete(request);
    });
  });
}

export interface BudgetOptions {
  /** Tokens of a day, by UTC; 0 for no limit. */
  readonly perDay: number;
  /** Adds to what was used on a day and gives the sum. */
  readonly spend: (day: string, tokens: number) => Promise<number>;
  readonly now: Now;
}

/** Stops asking when the day's tokens are spent, whichever process spent them. */
export function withBudget(model: LanguageModel, { perDay, spend, now }: BudgetOptions): LanguageModel {
  if (perDay === 0) return model;
  return wrap(model, async (request) => {
    const day = new Date(now()).toISOString().slice(0, 10);
    if ((await spend(day, 0)) >= perDay) throw new LanguageModelError('skipped', "has used up today's tokens");
    const reply = await model.complete(request);
    await spend(day, reply.tokens);
    return reply;
  });
}

export interface BreakerOptions {
  readonly now: Now;
  /** Resolves after so many milliseconds, or when aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Failures in a row after which it is left alone. */
  readonly failures?: number;
  /** How long it is left alone, before one question tries whether it does again. Milliseconds. */
  readonly pauseMs?: number;
}

/**
 * A circuit breaker: after failures in a row nobody waits for the model for a while; then one question tries. An answer
 * that comes after everybody stopped waiting is a failure too. A refused key or model will not mend by itself, so the
 * first one is enough; the reason stays the same until it is tried again.
 */
export function withBreaker(model: LanguageModel, options: BreakerOptions): LanguageModel {
  const { now, wait, failures = 5, pauseMs = 30_000 } = options;
  let inARow = 0;
  let closedAgainAt = -Infinity;
  let reason = '';
  const failed = (message: string, isFinal: boolean) => {
    inARow = isFinal ? failures : inARow + 1;
    reason = message;
    if (inARow >= failures) closedAgainAt = now() + pauseMs;
  };
  const judged = async (request: ModelRequest): Promise<ModelReply> => {
    const done = new AbortController();
    let isLate = false;
    void wait(Math.max(0, request.wantedBy - now()), done.signal).then(() => {
      if (done.signal.aborted) return;
      isLate = true;
      failed('took too long', false);
    });
    try {
      const reply = await model.complete(request);
      if (!isLate) inARow = 0;
      return reply;
    } catch (error) {
      if (!(error instanceof LanguageModelError)) throw error;
      if (error.failure !== 'skipped' && !isLate) failed(error.message, error.failure === 'refused');
      throw error;
    } finally {
      done.abort();
    }
  };
  return wrap(model, (request) => {
    if (inARow < failures) return judged(request);
    if (now() < closedAgainAt) return Promise.reject(new LanguageModelError('skipped', `is paused: it ${reason}`));
    // One tries; until it is judged the others are turned away.
    closedAgainAt = now() + pauseMs;
    return judged(request);
  });
}
