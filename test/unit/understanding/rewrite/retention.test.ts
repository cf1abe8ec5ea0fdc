import { describe, expect, it } from 'vitest';
import { dropOldAnswers, KEPT_MS } from '#src/understanding/rewrite/retention';
import { memoryAnswers } from '#test/support/memory-answers';

const NOW = 2 * KEPT_MS;
const answer = (source: string, subject: string, madeAt: number) => ({ source, subject, madeAt, answer: {} });

describe('dropOldAnswers', () => {
  it('drops what is older than it is kept, of every version and vocabulary of the prompts', async () => {
    const answers = memoryAnswers(() => {});
    await answers.put('shop', [
      answer('understand-query@1:m:g1', 'sofa', NOW - KEPT_MS - 1),
      answer('understand-query@2:m:g2', 'sofa', NOW - KEPT_MS - 1),
      answer('understand-query@2:m:g2', 'lamp', NOW - KEPT_MS),
    ]);
    expect(await dropOldAnswers({ catalog: 'shop', answers, prompts: ['understand-query'], now: NOW })).toBe(2);
    expect(await answers.counts('shop')).toEqual([{ source: 'understand-query@2:m:g2', answers: 1 }]);
  });

  it('keeps what was imported, what other prompts gave, and other catalogs', async () => {
    const answers = memoryAnswers(() => {});
    await answers.put('shop', [answer('imported', 'sofa', 0), answer('enrich-product@1:m', 'a', 0)]);
    await answers.put('other', [answer('understand-query@1:m:g', 'sofa', 0)]);
    expect(await dropOldAnswers({ catalog: 'shop', answers, prompts: ['understand-query'], now: NOW })).toBe(0);
    expect((await answers.counts('shop')).length + (await answers.counts('other')).length).toBe(3);
  });
});
