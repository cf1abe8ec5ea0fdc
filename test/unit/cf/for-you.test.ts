import { describe, expect, it } from 'vitest';
import { createForYou } from '#src/cf/for-you';
import { historyOf, NO_HISTORY } from '#src/cf/history';
import { createCandidateScorer } from '#src/cf/signals';
import { DAY, START, trainShop } from './shop.ts';

const model = trainShop();
const forYou = createForYou(model);
const bought = (...items: string[]) =>
  historyOf(
    items.map((item, n) => ({ item, type: 'purchase', at: START + n * DAY })),
    model.items,
  );
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe('the list for a shopper', () => {
  it('stays with the kind that was bought, and leaves owned items out when asked', () => {
    const list = forYou.recommend(bought('shoe-0', 'shoe-1'), { limit: 4, owned: 'exclude' });
    expect(ids(list).sort()).toEqual(['shoe-2', 'shoe-3', 'shoe-4', 'shoe-5']);
  });

  it('says why: bought together, like, bought before', () => {
    const list = forYou.recommend(bought('shoe-0'), { limit: 6, owned: 'boost' });
    expect(list[0]).toMatchObject({ id: 'shoe-0', reason: { kind: 'again' } });
    const because = Object.fromEntries(list.map(({ id, reason }) => [id, reason]));
    expect(because['shoe-2']).toEqual({ kind: 'bought-together', item: 'shoe-0', event: 'purchase' });
    expect(because['shoe-5']).toEqual({ kind: 'like', item: 'shoe-0', event: 'purchase' });
  });

  it('goes by EASE where it was learned', () => {
    const learned = trainShop(undefined, { parts: ['ease'] });
    const history = bought('shoe-0');
    const [first] = createForYou(learned).recommend(history, { limit: 1, owned: 'exclude', weights: { alike: 0 } });
    expect(first).toMatchObject({ parts: { together: 1 }, reason: { kind: 'bought-together', item: 'shoe-0' } });
    const { together } = createCandidateScorer(learned)(history, ['shoe-1', 'hat-1'], new Set());
    expect([together[0]! > 0, together[1]]).toEqual([true, 0]);
  });

  it('adds up', () => {
    for (const { score, parts } of forYou.recommend(bought('hat-2', 'shoe-1'), { limit: 12, owned: 'boost' }))
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(score, 9);
  });

  it('is what is popular for a shopper without history, within the category in the reason', () => {
    const list = forYou.recommend(NO_HISTORY, { limit: 3, owned: 'boost' });
    const greatest = Math.max(...model.popularity);
    expect(model.popularity[model.items.indexOf(list[0]!.id)]).toBe(greatest);
    expect(list[0]!.reason).toEqual({ kind: 'popular', category: list[0]!.id.split('-')[0] });
  });

  it('is what is popular within what somebody new looks at, though nobody bought that', () => {
    const looked = historyOf([{ item: 'hat-5', type: 'view', at: START }], model.items);
    const list = forYou.recommend(looked, {
      limit: 5,
      owned: 'neutral',
      weights: { alike: 0, affinity: 0 },
    });
    expect(list.map(({ reason }) => reason)).toEqual(list.map(() => ({ kind: 'popular', category: 'hat' })));
  });

  it('changes with a click', () => {
    const events = [{ item: 'shoe-0', type: 'view', at: START }];
    const before = forYou.recommend(historyOf(events, model.items), { limit: 3, owned: 'neutral' });
    const clicked = [...events, { item: 'hat-0', type: 'click', at: START + 5 * DAY }];
    const after = forYou.recommend(historyOf(clicked, model.items), { limit: 3, owned: 'neutral' });
    expect(ids(before).every((id) => id.startsWith('shoe'))).toBe(true);
    expect(ids(after).every((id) => id.startsWith('hat'))).toBe(true);
  });

  it('shows nothing that was disliked or is not allowed', () => {
    const events = [
      { item: 'shoe-0', type: 'purchase', at: START },
      { item: 'shoe-1', type: 'dislike', at: START + DAY },
    ];
    const history = historyOf(events, model.items);
    const list = forYou.recommend(history, {
      limit: 12,
      owned: 'neutral',
      allows: (item) => model.items.ids[item] !== 'shoe-2',
    });
    expect(ids(list)).not.toContain('shoe-1');
    expect(ids(list)).not.toContain('shoe-2');
    expect(list).toHaveLength(10);
  });
});
