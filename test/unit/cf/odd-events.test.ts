import { describe, expect, it } from 'vitest';
import { trainAls } from '#src/cf/als';
import type { CfEvent } from '#src/cf/event-weights';
import { createFoldIn } from '#src/cf/fold-in';
import { createForYou } from '#src/cf/for-you';
import { NO_HISTORY, trainedHistory } from '#src/cf/history';
import { interactionsOf } from '#src/cf/interactions';
import { trainModel } from '#src/cf/train';
import { checkerboard, content, DAY, START } from './shop.ts';

const event = (user: string, item: string, at = START, type = 'purchase'): CfEvent => ({ user, item, type, at });

const CASES: Record<string, CfEvent[]> = {
  'no events': [],
  'one event': [event('a', 'shoe-1')],
  'impressions alone': [event('a', 'shoe-1', START, 'impression'), event('b', 'shoe-2', START, 'unheard-of')],
  'all on one day': checkerboard().map((one) => ({ ...one, at: START })),
  'a user with 100,000 events': [
    ...checkerboard(),
    ...Array.from({ length: 100_000 }, (_, n) => event('robot', `thing-${n % 3000}`, START + n * 1000)),
  ],
  'an item with all events': Array.from({ length: 500 }, (_, n) => event(`user-${n}`, 'the-one')),
  'ratings and times that are none': [
    { user: 'a', item: 'shoe-1', type: 'rating', at: START, value: Number.NaN },
    event('a', 'shoe-2', Number.NaN),
    event('', 'shoe-3'),
    event('b', 'shoe-1'),
  ],
};

describe('odd events', () => {
  it.each(Object.keys(CASES))('gives numbers and a list with %s', (name) => {
    const interactions = interactionsOf(CASES[name]!, { items: ['shoe-0', 'hat-0'] });
    const model = trainModel(interactions, { content, als: { factors: 8, iterations: 3 } });
    for (const numbers of [model.popularity, model.trending, model.factors?.items, model.factors?.users])
      for (const number of numbers ?? []) if (!Number.isFinite(number)) expect.fail(`${number} is no number`);
    const forYou = createForYou(model);
    const histories = [
      NO_HISTORY,
      ...interactions.users.ids.slice(0, 3).map((_, user) => trainedHistory(interactions, user)),
    ];
    for (const history of histories) {
      const list = forYou.recommend(history, { limit: 5, owned: 'boost' });
      expect(list.length > 0).toBe(model.popularity.some((wanted) => wanted > 0));
      expect(list.every(({ score }) => score > 0)).toBe(true);
    }
  });

  it('hears of a robot its newest items alone', () => {
    const { byUser, events } = interactionsOf(CASES['a user with 100,000 events']!, { maxItemsPerUser: 100 });
    expect(Math.max(...byUser.offsets.slice(1).map((to, user) => to - byUser.offsets[user]!))).toBe(100);
    expect(events.cut).toBe(2900);
  });

  it('leaves out what came after the moment asked for, and counts it', () => {
    const { items, events } = interactionsOf([event('a', 'x'), event('a', 'y', START + 2 * DAY)], {
      asOf: START + DAY,
    });
    expect(events).toMatchObject({ read: 2, unused: 1 });
    expect(items.ids).toContain('x');
  });

  it('learns also from what has faded to nothing', () => {
    const { byUser } = interactionsOf([event('a', 'x'), event('a', 'y', START + 900 * DAY)], { halfLifeDays: 1 });
    expect(byUser.values.every((value) => value > 0)).toBe(true);
    const { users, items } = trainAls(byUser, { factors: 4, iterations: 2 });
    expect([...users, ...items].every(Number.isFinite)).toBe(true);
  });

  it('folds in by factors whose ridge is lost in rounding', () => {
    const { vector } = createFoldIn(Float32Array.of(3e4, 3e4, 3e4, 3e4, 1e4, 1e4), 2, { regularisation: 1e-9 });
    const folded = vector({ items: Uint32Array.of(0, 2), weights: Float64Array.of(1, 1) });
    expect(folded.every(Number.isFinite)).toBe(true);
  });

  it('takes a limit of users an item, and adds repeats up when asked', () => {
    const all = [event('a', 'x'), event('b', 'x', START + DAY), event('b', 'x', START + 2 * DAY)];
    const { byUser, events } = interactionsOf(all, { maxUsersPerItem: 1, repeats: 'add' });
    expect(events).toEqual({ read: 3, unused: 0, cut: 1 });
    expect([...byUser.offsets]).toEqual([0, 0, 1]);
    expect([...byUser.values]).toEqual([2]);
  });

  it.each([
    [{ weights: { view: -1 } }, /view.* -1/u],
    [{ weights: { view: Number.NaN } }, /NaN/u],
    [{ weights: { view: 1e39 } }, /1e\+39/u],
    [{ halfLifeDays: 0 }, /half-life of 0/u],
    [{ maxItemsPerUser: 0 }, /maxItemsPerUser is 0/u],
  ])('refuses options %j', (options, message) => {
    expect(() => interactionsOf([], options)).toThrow(message);
  });
});
