import { describe, expect, it } from 'vitest';
import { LanguageModelError } from '#src/ports/language-model';
import { AnswerSchema } from '#src/understanding/rewrite/answer';
import { fillAnswers, planFill } from '#src/understanding/rewrite/fill';
import type { Asker } from '#src/understanding/rewrite/rewriter';
import { createManualClock } from '#test/support/manual-clock';
import { memoryAnswers } from '#test/support/memory-answers';

const ANSWER = AnswerSchema.parse({ corrected: 'x' });
const running = () => ({ signal: new AbortController().signal });

function bench(ask: (query: string) => unknown = () => ANSWER) {
  const asked: string[] = [];
  const asker: Asker = {
    source: () => 'p1',
    estimate: async () => 100,
    ask: async (query) => {
      asked.push(query);
      const result = ask(query);
      if (result instanceof Error) throw result;
      return ANSWER;
    },
  };
  const answers = memoryAnswers(() => {});
  return { asked, options: { catalog: 'c', answers, asker, ...createManualClock() } };
}

describe('filling the answers for head queries', () => {
  it('counts each query once, leaves out what is known, and says what the rest costs', async () => {
    const { options } = bench();
    const place = (source: string, subject: string, answer: unknown) => ({ source, subject, answer, madeAt: 1 });
    await options.answers.put('c', [
      place('p1', 'lamp', ANSWER),
      place('imported', 'desk', ANSWER),
      place('p1', 'bag', null),
    ]);
    const plan = await planFill(['Lamp', 'desk', 'bag', 'BAG ', 'hose', ' '], options);
    expect(plan).toEqual({ queries: 4, known: 2, toAsk: ['bag', 'hose'], tokens: 200 });
    expect(await planFill([], options)).toEqual({ queries: 0, known: 0, toAsk: [], tokens: 0 });
  });

  it('keeps every answer, so that another run goes on', async () => {
    const { options, asked } = bench((query) =>
      query === 'b' ? new LanguageModelError('timeout', 'took too long') : 1,
    );
    const progress: number[] = [];
    const report = await fillAnswers(['a', 'b', 'c'], options, {
      ...running(),
      onProgress: (done, total) => progress.push(done / total),
    });
    expect(report).toEqual({
      asked: 3,
      answered: 2,
      failed: [{ reason: 'the language model took too long', count: 1, examples: ['b'] }],
      interrupted: false,
    });
    expect(progress.at(-1)).toBe(1);
    expect(asked).toEqual(['a', 'b', 'c']);
    expect((await planFill(['a', 'b', 'c'], options)).toAsk).toEqual(['b']);
  });

  it('ends when the model will answer nothing', async () => {
    const { options, asked } = bench(() => new LanguageModelError('refused', 'refused the key'));
    const report = await fillAnswers(
      Array.from({ length: 50 }, (_, i) => `q${i}`),
      options,
      running(),
    );
    expect(asked.length).toBeLessThan(10);
    expect(report.answered).toBe(0);
  });

  it('ends when it is told to', async () => {
    const ending = new AbortController();
    const { options, asked } = bench(() => ending.abort());
    const report = await fillAnswers(
      Array.from({ length: 50 }, (_, i) => `q${i}`),
      options,
      { signal: ending.signal },
    );
    expect(asked.length).toBeLessThan(10);
    expect(report.interrupted).toBe(true);
  });
});
