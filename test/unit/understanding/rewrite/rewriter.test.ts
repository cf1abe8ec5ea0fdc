import { describe, expect, it } from 'vitest';
import { LanguageModelError } from '#src/ports/language-model';
import { type Answer, AnswerSchema } from '#src/understanding/rewrite/answer';
import { importAnswers } from '#src/understanding/rewrite/import';
import { type Asker, createRewriter } from '#src/understanding/rewrite/rewriter';
import { createManualClock } from '#test/support/manual-clock';
import { memoryAnswers } from '#test/support/memory-answers';

const DAY = 24 * 3_600_000;
const answerOf = (corrected: string): Answer => AnswerSchema.parse({ corrected });

/** A rewriter whose model answers when the test says so. */
function bench(withModel = true) {
  const clock = createManualClock();
  const answers = memoryAnswers(() => {});
  const asked: {
    query: string;
    give: (answer: Answer) => void;
    fail: (error: unknown) => void;
    signal: AbortSignal;
  }[] = [];
  const filled: string[] = [];
  let source = 'p1';
  const asker: Asker = {
    source: () => source,
    estimate: async (query) => {
      filled.push(query);
      return 100;
    },
    ask: (query, _findings, { signal }) => new Promise((give, fail) => asked.push({ query, give, fail, signal })),
  };
  const open = () =>
    createRewriter({ catalog: 'c', answers, asker: withModel ? asker : null, deadlineMs: 800, ...clock });
  return {
    clock,
    answers,
    asked,
    filled,
    open,
    rewriter: open(),
    setSource: (value: string) => {
      source = value;
    },
  };
}

/** Lets everything that is ready go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('rewriter', () => {
  it('asks once for searches at the same time, and never again', async () => {
    const { rewriter, asked, open } = bench();
    const both = [rewriter.rewrite({ text: 'USB hub' }), rewriter.rewrite({ text: 'usb  HUB' })];
    await settle();
    expect(asked.map(({ query }) => query)).toEqual(['usb hub']);
    asked[0]!.give(answerOf('usb hub'));
    for (const one of both) expect(await one).toEqual({ answer: answerOf('usb hub'), source: 'llm', notices: [] });
    expect((await rewriter.rewrite({ text: 'usb hub' })).source).toBe('cache');
    expect((await open().rewrite({ text: 'usb hub' })).answer).toEqual(answerOf('usb hub'));
    expect(asked).toHaveLength(1);
  });

  it('fills a prompt ahead when told to, and asks nobody', async () => {
    const { rewriter, asked, filled } = bench();
    await rewriter.prepare();
    expect(filled).toEqual(['']);
    expect(asked).toEqual([]);
    await bench(false).rewriter.prepare();
  });

  it('waits until the deadline, and keeps what comes later', async () => {
    const { rewriter, asked, clock } = bench();
    const waiting = rewriter.rewrite({ text: 'lamp', deadlineMs: 300 });
    await settle();
    clock.forward(300);
    expect(await waiting).toEqual({ answer: null, source: 'cache', notices: ['rewrite skipped: timeout'] });
    asked[0]!.give(answerOf('lamp'));
    await settle();
    expect(await rewriter.rewrite({ text: 'lamp' })).toMatchObject({ answer: { corrected: 'lamp' }, source: 'cache' });
  });

  it('waits for what is left of the deadline, and asks although nothing is', async () => {
    const { rewriter, asked, clock } = bench();
    let isLate = false;
    const waiting = rewriter.rewrite({ text: 'lamp', deadlineMs: 300, spentMs: 250 }).finally(() => {
      isLate = true;
    });
    await settle();
    clock.forward(49);
    await settle();
    expect(isLate).toBe(false);
    clock.forward(1);
    expect((await waiting).notices).toEqual(['rewrite skipped: timeout']);
    const late = rewriter.rewrite({ text: 'hose', deadlineMs: 300, spentMs: 400 });
    await settle();
    clock.forward(0);
    expect((await late).notices).toEqual(['rewrite skipped: timeout']);
    expect(asked.map(({ query }) => query)).toEqual(['lamp', 'hose']);
  });

  it('gives up an answer that does not come at all', async () => {
    const { rewriter, asked, clock } = bench();
    const waiting = rewriter.rewrite({ text: 'lamp' });
    await settle();
    clock.forward(30_000);
    await waiting;
    await settle();
    expect(asked[0]!.signal.aborted).toBe(true);
  });

  it('says why there is no answer, and remembers an invalid one for a while', async () => {
    const { rewriter, asked, clock } = bench();
    const ask = async (error: unknown) => {
      const waiting = rewriter.rewrite({ text: 'lamp' });
      await settle();
      asked.at(-1)!.fail(error);
      return (await waiting).notices;
    };
    expect(await ask(new LanguageModelError('unavailable', 'cannot be reached'))).toEqual([
      'rewrite skipped: the language model cannot be reached',
    ]);
    expect(await ask(new Error('lamp sk-secret'))).toEqual(['rewrite skipped: the language model failed']);
    expect(await ask(new LanguageModelError('invalid', 'answered nonsense'))).toHaveLength(1);
    expect(asked).toHaveLength(3);
    expect(await rewriter.rewrite({ text: 'lamp' })).toEqual({
      answer: null,
      source: 'cache',
      notices: ['rewrite skipped: no valid answer came to these words in the last ten minutes'],
    });
    expect(await rewriter.rewrite({ text: 'lamp', mode: 'cache' })).toMatchObject({ notices: [] });
    expect(asked).toHaveLength(3);
    clock.forward(11 * 60_000);
    void rewriter.rewrite({ text: 'lamp' });
    await settle();
    expect(asked).toHaveLength(4);
  });

  it('uses an old answer and asks anew beside', async () => {
    const { rewriter, answers, asked, clock } = bench();
    await answers.put('c', [
      { source: 'p1', subject: 'lamp', answer: answerOf('old'), madeAt: clock.now() - 31 * DAY },
    ]);
    expect((await rewriter.rewrite({ text: 'lamp' })).answer?.corrected).toBe('old');
    await settle();
    asked[0]!.give(answerOf('new'));
    await settle();
    expect((await rewriter.rewrite({ text: 'lamp' })).answer?.corrected).toBe('new');
    expect(asked).toHaveLength(1);
  });

  it('does not take answers of another prompt, model or vocabulary, nor stored ones of a wrong form', async () => {
    const { rewriter, answers, asked, setSource, clock } = bench();
    await answers.put('c', [
      { source: 'p1', subject: 'lamp', answer: answerOf('lamp'), madeAt: clock.now() },
      { source: 'p2', subject: 'desk', answer: { expansions: 'x' }, madeAt: clock.now() },
    ]);
    setSource('p2');
    for (const text of ['lamp', 'desk']) void rewriter.rewrite({ text });
    await settle();
    expect(asked.map(({ query }) => query)).toEqual(['lamp', 'desk']);
  });

  it('asks nobody when told so, or without words, or without a model', async () => {
    const { rewriter, asked } = bench();
    for (const request of [
      { text: 'lamp', mode: 'off' },
      { text: 'lamp', mode: 'cache' },
      { text: ' \u0000' },
    ] as const) {
      expect(await rewriter.rewrite(request)).toEqual({ answer: null, source: 'cache', notices: [] });
    }
    const without = bench(false).rewriter;
    expect((await without.rewrite({ text: 'lamp' })).notices).toEqual([]);
    expect((await without.rewrite({ text: 'lamp', mode: 'on' })).notices).toEqual([
      'rewrite skipped: no language model is configured',
    ]);
    expect(asked).toHaveLength(0);
  });

  it('takes imported answers under any model or none, unless it is off', async () => {
    for (const withModel of [true, false]) {
      const { rewriter, answers, clock } = bench(withModel);
      await importAnswers(linesOf('{"query": "Lamp ", "corrected": "lamps"}'), {
        catalog: 'c',
        answers,
        now: clock.now,
      });
      expect((await rewriter.rewrite({ text: 'lamp' })).answer?.corrected).toBe('lamps');
      expect((await rewriter.rewrite({ text: 'lamp', mode: 'off' })).answer).toBeNull();
    }
  });

  it('sees an import after forgetting', async () => {
    const { rewriter, answers, clock } = bench(false);
    expect((await rewriter.rewrite({ text: 'lamp' })).answer).toBeNull();
    await importAnswers(linesOf('{"query": "lamp"}'), { catalog: 'c', answers, now: clock.now });
    rewriter.forget();
    expect((await rewriter.rewrite({ text: 'lamp' })).answer).not.toBeNull();
  });
});

describe('importAnswers', () => {
  it('reports bad rows and takes the rest, of a query the last', async () => {
    const answers = memoryAnswers(() => {});
    const lines = linesOf(
      '{"query": "a", "corrected": "first"}',
      '{"query": "A", "corrected": "last"}',
      'not json',
      '{"corrected": "x"}',
      '{"query": "  "}',
      '{"query": "b", "expansions": "x"}',
      '{"query": "c", "expansions": [1]}',
      '[]',
    );
    const report = await importAnswers(lines, { catalog: 'c', answers, now: () => 7 });
    expect(report).toMatchObject({ read: 8, imported: 2 });
    expect(report.skipped.map(({ count, examples }) => [count, examples])).toEqual([
      [1, ['line 3']],
      [2, ['line 4', 'line 8']],
      [1, ['line 5']],
      [1, ['line 6']],
      [1, ['line 7']],
    ]);
    expect(await answers.find('c', ['imported'], 'a')).toMatchObject({ answer: { corrected: 'last' }, madeAt: 7 });
  });
});

async function* linesOf(...lines: string[]) {
  for (const [index, line] of lines.entries()) yield { line, number: index + 1 };
}
