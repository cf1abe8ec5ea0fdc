import { describe, expect, it } from 'vitest';
import { ownedItems } from '#src/cf/for-you';
import { historyOf, NO_HISTORY } from '#src/cf/history';
import { createCandidateScorer } from '#src/cf/signals';
import { START, trainShop } from './shop.ts';

const model = trainShop();
const score = createCandidateScorer(model);
const CANDIDATES = ['hat-1', 'no such item', 'shoe-1', 'shoe-5', 'shoe-0'];

describe('signals of candidates', () => {
  const history = historyOf([{ item: 'shoe-0', type: 'purchase', at: START }], model.items);
  const signals = score(history, CANDIDATES, ownedItems(history));

  it('prefer what goes with the history, by every signal that can know', () => {
    for (const signal of ['affinity', 'together', 'content'] as const)
      expect(signals[signal][2]).toBeGreaterThan(signals[signal][0]!);
    expect(signals.content[3]).toBeGreaterThan(0);
    expect([...signals.own].map((value) => value || 0)).toEqual([0, 0, 0, 0, 1]);
    expect(signals.popularity[2]).toBeCloseTo(Math.log1p(model.popularity[model.items.indexOf('shoe-1')]!), 12);
  });

  it('know nothing of items that the model does not have', () => {
    for (const values of Object.values(signals)) expect(values[1]).toBeNaN();
  });

  it('know popularity alone without a history', () => {
    const { popularity, ...personal } = score(NO_HISTORY, CANDIDATES, new Set());
    expect([...popularity].filter(Number.isNaN)).toHaveLength(1);
    for (const values of Object.values(personal)) expect(values.every(Number.isNaN)).toBe(true);
  });
});
