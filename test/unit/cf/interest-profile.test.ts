import { describe, expect, it } from 'vitest';
import { describeInterests, interestProfile } from '#src/cf/interest-profile';
import type { Item } from '#src/domain/item';
import { DAY, START } from './shop.ts';

const item = (id: string, more: Partial<Item>): Item => ({ id, title: id, kind: 'product', attributes: {}, ...more });
const ITEMS = new Map(
  [
    item('boot', {
      category: ['Shoes', 'Boots'],
      brand: 'Acme',
      price: 80,
      currency: 'EUR',
      attributes: { colour: 'black', size: ['41', '42'] },
    }),
    item('shoe', {
      category: ['Shoes', 'Sneakers'],
      brand: 'Acme',
      price: 40,
      currency: 'EUR',
      attributes: { colour_name: 'black' },
    }),
    item('hat', {
      category: ['Hats'],
      brand: 'Bolt',
      price: 2000,
      currency: 'JPY',
      attributes: { Color: 'red', resized: 'no' },
    }),
  ].map((one) => [one.id, one]),
);
const itemOf = (id: string) => ITEMS.get(id);
const event = (id: string, type: string, day: number) => ({ item: id, type, at: START + day * DAY });

describe('the interests of a shopper', () => {
  it('weigh events by type and age', () => {
    const profile = interestProfile(
      [event('boot', 'purchase', 30), event('hat', 'purchase', 0), event('gone', 'view', 3)],
      itemOf,
    );
    // Weights 1 and, a half-life ago, ½; with the prior of 1 that is 1 / 2.5 and .5 / 2.5.
    expect(profile.types).toEqual([
      { value: 'Boots', strength: expect.closeTo(0.4, 12), events: 1 },
      { value: 'Hats', strength: expect.closeTo(0.2, 12), events: 1 },
    ]);
    expect(profile).toMatchObject({
      events: 2,
      newest: START + 30 * DAY,
      price: { from: 80, to: 80, currency: 'EUR' },
    });
    expect(profile.sizes.map(({ value }) => value)).toEqual(['41', '42']);
  });

  it('say it in a sentence', () => {
    const events = [event('boot', 'purchase', 1), event('shoe', 'purchase', 1), event('shoe', 'view', 2)];
    expect(describeInterests(interestProfile(events, itemOf))).toBe(
      'Likes Sneakers and Boots, by Acme, in black, in size 41 and 42, at 40 to 80 EUR (3 events).',
    );
    expect(describeInterests(interestProfile([event('hat', 'view', 1)], itemOf))).toBe(
      'Likes Hats, by Bolt, in red, at 2000 JPY (1 event).',
    );
  });

  it('are none without events, and after dislikes', () => {
    expect(describeInterests(interestProfile([], itemOf))).toBe('Nothing is known of this shopper yet.');
    const profile = interestProfile([event('hat', 'dislike', 1), event('hat', 'impression', 1)], itemOf);
    expect(profile).toMatchObject({ types: [], colours: [], price: undefined, events: 0 });
  });
});
