import { describe, expect, it } from 'vitest';
import { trainAls } from '#src/cf/als';
import { predictColdFactors } from '#src/cf/cold-start';
import { trainEase } from '#src/cf/ease';
import { interactionsOf } from '#src/cf/interactions';
import { BOUGHT_TOGETHER, itemNeighbours } from '#src/cf/item-item';
import { neighboursOf } from '#src/cf/neighbours';
import { popularity, trending } from '#src/cf/popularity';
import { trainModel } from '#src/cf/train';
import { checkerboard, DAY, START, trainShop } from './shop.ts';

const interactions = interactionsOf(checkerboard());
const { items, users, byUser } = interactions;
const kind = (item: number) => items.ids[item]!.split('-')[0]!;

describe('models of the checkerboard', () => {
  it('ALS holds kinds together', () => {
    const { users: x, items: y, factors } = trainAls(byUser, { factors: 2, iterations: 10 });
    const affinity = (user: number, item: number) =>
      Array.from({ length: factors }, (_, f) => x[user * factors + f]! * y[item * factors + f]!).reduce(
        (a, b) => a + b,
      );
    for (const user of users.ids.keys())
      for (const item of items.ids.keys())
        expect(affinity(user, item) > 0.5).toBe(users.ids[user]!.startsWith(kind(item)));
  });

  it('ALS gives the same factors for the same seed, others for another', () => {
    const train = (seed: number) => trainAls(byUser, { factors: 4, seed, iterations: 2 }).items;
    expect(train(1)).toEqual(train(1));
    expect(train(1)).not.toEqual(train(2));
  });

  it.each([{ factors: 0 }, { regularisation: 0 }, { confidence: -1 }, { iterations: 1.5 }])(
    'ALS refuses %j',
    (options) => {
      expect(() => trainAls(byUser, options)).toThrow(/ALS cannot work with/u);
    },
  );

  it('item neighbours, bought together and EASE stay within a kind', () => {
    for (const neighbours of [
      itemNeighbours(interactions),
      itemNeighbours(interactions, { weighting: 'bm25' }),
      itemNeighbours(interactions, BOUGHT_TOGETHER),
      trainEase(byUser, { regularisation: 1 }),
    ])
      for (const item of items.ids.keys()) {
        const own = neighboursOf(neighbours, item, 3);
        expect(own.items.length).toBe(3);
        for (const other of own.items) expect(kind(other)).toBe(kind(item));
      }
  });

  it('bought together means within a day', () => {
    const apart = ['a', 'b', 'c'].flatMap((user) => [
      { user, item: 'bread', type: 'purchase', at: START },
      { user, item: 'butter', type: 'purchase', at: START },
      { user, item: 'ladder', type: 'purchase', at: START + 9 * DAY },
    ]);
    const some = interactionsOf(apart);
    const together = neighboursOf(itemNeighbours(some, BOUGHT_TOGETHER), some.items.indexOf('bread'), 5).items;
    expect([...together].map((item) => some.items.ids[item])).toEqual(['butter']);
    expect(neighboursOf(itemNeighbours(some), some.items.indexOf('bread'), 5).items).toHaveLength(2);
  });

  it('bought together is learned from what was bought, not from what was looked at together', () => {
    const looked = Array.from({ length: 30 }, (_, n) =>
      ['bread', 'knife'].map((item) => [`looker-${n}`, item, 'view'] as const),
    );
    const bought = Array.from({ length: 3 }, (_, n) =>
      ['bread', 'butter'].map((item) => [`buyer-${n}`, item, 'purchase'] as const),
    );
    const events = [...looked, ...bought].flat().map(([user, item, type]) => ({ user, item, type, at: START }));
    const { together, neighbours, items } = trainModel(interactionsOf(events), { parts: ['item'] });
    const first = (of: typeof together) => items.ids[neighboursOf(of!, items.indexOf('bread'), 9).items[0]!];
    expect([...neighboursOf(together!, items.indexOf('bread'), 9).items]).toEqual([items.indexOf('butter')]);
    expect(first(neighbours)).toBe('knife');
  });

  it('EASE refuses a catalog that is too large', () => {
    expect(() => trainEase(byUser, { maxItems: 3 })).toThrow(/up to 3 items/u);
  });

  it('an item of which nobody bought anything gets factors by its content', () => {
    const { factors, items: all } = trainShop();
    const row = (id: string) => [...factors!.items.subarray(all.indexOf(id) * 4, (all.indexOf(id) + 1) * 4)];
    const product = (a: string, b: string) => row(a).reduce((sum, value, f) => sum + value * row(b)[f]!, 0);
    expect(product('shoe-5', 'shoe-1')).toBeGreaterThan(10 * Math.abs(product('shoe-5', 'hat-1')));
  });

  it('cold start leaves warm items and items without content alone', () => {
    const content = Float32Array.of(1, 0, 0, 1, 0, 0, 1, 0);
    const factors = Float32Array.of(2, 3, 7, 0);
    const result = predictColdFactors(content, factors, [5, 5, 0, 0], { regularisation: 1e-6 });
    expect([...result]).toEqual([2, 3, 7, expect.closeTo(2, 3)]);
    expect(predictColdFactors(content, factors, [0, 0, 0, 0])).toEqual(factors);
  });

  it('trending is what rose, popularity what is much wanted', () => {
    const events = Array.from({ length: 60 }, (_, n) => ({
      user: `u${n}`,
      item: n < 48 ? 'classic' : 'rising',
      type: 'purchase',
      at: START + (n < 48 ? n % 8 : 7) * DAY,
    }));
    const some = interactionsOf(events);
    const [classic, rising] = [some.items.indexOf('classic'), some.items.indexOf('rising')];
    const rise = trending(some);
    expect(rise[rising]).toBeGreaterThan(0);
    expect(rise[classic]).toBe(0);
    expect(popularity(some, 30)[classic]).toBeGreaterThan(popularity(some, 30)[rising]!);
  });
});
