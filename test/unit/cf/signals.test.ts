import { describe, expect, it } from 'vitest';
import { createForYou, ownedItems } from '#src/cf/for-you';
import { historyOf, NO_HISTORY, trainedHistory } from '#src/cf/history';
import { interactionsOf } from '#src/cf/interactions';
import { createCandidateScorer } from '#src/cf/signals';
import { trainModel } from '#src/cf/train';
import { CATALOG, checkerboard, content, DAY, START, trainShop } from './shop.ts';

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

describe('a history', () => {
  it('gives the same list from events as from the training, however long ago they were', () => {
    const events = checkerboard();
    const interactions = interactionsOf(
      [...events, { user: 'late', item: 'hat-0', type: 'view', at: START + 30 * DAY }],
      {
        items: CATALOG,
      },
    );
    const forYou = createForYou(trainModel(interactions, { content, als: { factors: 4 } }));
    for (const user of ['shoe-lover-1', 'hat-lover-2']) {
      const own = events.filter((event) => event.user === user);
      const lists = [
        trainedHistory(interactions, interactions.users.indexOf(user)),
        historyOf(own, interactions.items),
      ].map((history) => forYou.recommend(history, { limit: 6, owned: 'boost' }));
      const [trained, folded] = lists.map((list) => list.map(({ id, score }) => [id, score.toFixed(6)]));
      expect(folded).toEqual(trained);
    }
  });
});
