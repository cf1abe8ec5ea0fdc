import { describe, expect, it } from 'vitest';
import { withBreaker, withBudget, withConcurrency, withRetry } from '#src/adapters/wrap/language-model';
import { type LanguageModel, LanguageModelError, type ModelReply, type ModelRequest } from '#src/ports/language-model';
import { createManualClock } from '#test/support/manual-clock';

const OK: ModelReply = { text: '{}', tokens: 60 };
const requestBy = (wantedBy: number, signal = new AbortController().signal): ModelRequest => ({
  system: '',
  user: '',
  schema: { name: 'x', json: {} },
  maxTokens: 1,
  signal,
  wantedBy,
});
const unavailable = () => new LanguageModelError('unavailable', 'failed (500)');

/** A model that does what the test says, question by question. */
function scripted(...script: (ModelReply | LanguageModelError | Promise<ModelReply>)[]) {
  let asked = 0;
  const model: LanguageModel = {
    name: 'm',
    complete: async () => {
      const next = script[Math.min(asked++, script.length - 1)]!;
      if (next instanceof LanguageModelError) throw next;
      return next;
    },
  };
  return { model, asked: () => asked };
}

describe('withRetry', () => {
  const { now } = createManualClock();

  it('asks again once after a failure that may pass', async () => {
    const once = scripted(unavailable(), OK);
    expect(await withRetry(once.model, { now }).complete(requestBy(now() + 800))).toEqual(OK);
    const always = scripted(unavailable());
    await expect(withRetry(always.model, { now }).complete(requestBy(now() + 800))).rejects.toThrow('500');
    expect(always.asked()).toBe(2);
  });

  it('does not without time left, nor after what will not mend', async () => {
    const late = scripted(unavailable());
    await expect(withRetry(late.model, { now }).complete(requestBy(now() + 199))).rejects.toThrow();
    expect(late.asked()).toBe(1);
    for (const failure of ['refused', 'invalid', 'timeout', 'skipped'] as const) {
      const { model, asked } = scripted(new LanguageModelError(failure, 'no'));
      await expect(withRetry(model, { now }).complete(requestBy(now() + 800))).rejects.toThrow();
      expect(asked()).toBe(1);
    }
  });
});

describe('withConcurrency', () => {
  it('lets so many run, so many wait, and turns the rest away', async () => {
    let finish = (_: ModelReply) => {};
    const { model, asked } = scripted(
      new Promise((resolve) => {
        finish = resolve;
      }),
      OK,
    );
    const few = withConcurrency(model, { atOnce: 1, waiting: 1 });
    const running = few.complete(requestBy(0));
    const waiting = few.complete(requestBy(0));
    await expect(few.complete(requestBy(0))).rejects.toMatchObject({ failure: 'skipped' });
    expect(asked()).toBe(1);
    finish(OK);
    expect(await Promise.all([running, waiting])).toEqual([OK, OK]);
  });

  it('does not ask for somebody who left while waiting', async () => {
    let finish = (_: ModelReply) => {};
    const { model, asked } = scripted(
      new Promise((resolve) => {
        finish = resolve;
      }),
    );
    const few = withConcurrency(model, { atOnce: 1, waiting: 1 });
    const ending = new AbortController();
    const running = few.complete(requestBy(0));
    const waiting = few.complete(requestBy(0, ending.signal));
    ending.abort();
    finish(OK);
    await running;
    await expect(waiting).rejects.toMatchObject({ failure: 'timeout' });
    expect(asked()).toBe(1);
  });
});

describe('withBudget', () => {
  it('stops when the tokens of the day are spent, and goes on the next day', async () => {
    let time = Date.parse('2026-01-31T23:00:00Z');
    const days = new Map<string, number>();
    const spend = async (day: string, tokens: number) => {
      days.set(day, (days.get(day) ?? 0) + tokens);
      return days.get(day)!;
    };
    const model = withBudget(scripted(OK).model, { perDay: 100, spend, now: () => time });
    for (let i = 0; i < 2; i++) await model.complete(requestBy(0));
    await expect(model.complete(requestBy(0))).rejects.toMatchObject({ failure: 'skipped' });
    expect([...days]).toEqual([['2026-01-31', 120]]);
    time += 2 * 3_600_000;
    expect(await model.complete(requestBy(0))).toEqual(OK);
  });

  it('of 0 is no limit', () => {
    const { model } = scripted(OK);
    expect(withBudget(model, { perDay: 0, spend: async () => 0, now: () => 0 })).toBe(model);
  });
});

describe('withBreaker', () => {
  const broken = (...script: Parameters<typeof scripted>) => {
    const clock = createManualClock();
    const inner = scripted(...script);
    const model = withBreaker(inner.model, { ...clock, failures: 2, pauseMs: 1_000 });
    const ask = () => model.complete(requestBy(clock.now() + 800)).catch((error: LanguageModelError) => error.message);
    return { clock, ask, asked: inner.asked };
  };

  it('opens after failures in a row, lets one try after a pause, and closes when that does', async () => {
    const { clock, ask, asked } = broken(unavailable(), OK, unavailable(), unavailable(), unavailable(), OK);
    for (let i = 0; i < 4; i++) await ask();
    expect(asked()).toBe(4);
    expect(await ask()).toBe('is paused: it failed (500)');
    expect(asked()).toBe(4);
    clock.forward(1_000);
    expect(await ask()).toBe('failed (500)');
    expect(await ask()).toContain('paused');
    clock.forward(1_000);
    expect(await ask()).toEqual(OK);
    expect(await ask()).toEqual(OK);
    expect(asked()).toBe(7);
  });

  it('opens at once for what will not mend, and keeps saying why', async () => {
    const { ask, asked } = broken(new LanguageModelError('refused', 'refused the key (OPENAI_API_KEY)'));
    expect(await ask()).toBe('refused the key (OPENAI_API_KEY)');
    expect(await ask()).toBe('is paused: it refused the key (OPENAI_API_KEY)');
    expect(asked()).toBe(1);
  });

  it('counts answers that nobody waits for any more', async () => {
    const { clock, ask, asked } = broken(new Promise(() => {}));
    void ask();
    void ask();
    clock.forward(800);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await ask()).toBe('is paused: it took too long');
    expect(asked()).toBe(2);
  });

  it('does not count what was not asked', async () => {
    const { ask, asked } = broken(new LanguageModelError('skipped', 'is busy'));
    for (let i = 0; i < 5; i++) expect(await ask()).toBe('is busy');
    expect(asked()).toBe(5);
  });

  it('lets only one try at a time', async () => {
    let finish = (_: ModelReply) => {};
    const trying = new Promise<ModelReply>((resolve) => {
      finish = resolve;
    });
    const { clock, ask, asked } = broken(unavailable(), unavailable(), trying);
    await ask();
    await ask();
    clock.forward(1_000);
    const one = ask();
    expect(await ask()).toContain('paused');
    finish(OK);
    expect(await one).toEqual(OK);
    expect(asked()).toBe(3);
  });
});
