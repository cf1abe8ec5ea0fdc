import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '#src/domain/item';
import { interestShares } from '#src/ranking/signals/interests';
import { shopperSignals, tasteFields } from '#src/ranking/signals/of-shopper';
import { priceFit } from '#src/ranking/signals/price-fit';
import { columnsOf } from './columns.ts';

const past = (items: readonly Partial<Item>[], weights: readonly number[] = items.map(() => 1)) => ({
  features: columnsOf(items),
  weights: Float64Array.from(weights),
});
const shares = (raw: Float64Array) => [...raw].map((value) => Number(value.toFixed(6)));

describe('interestShares', () => {
  const candidates = columnsOf([
    { brand: 'ACME', attributes: { colour: 'red' } },
    { brand: 'Bolt', attributes: { colour: ['blue', 'red'] } },
    { brand: 'Bolt' },
    {},
    { brand: 'Cup', attributes: { colour: 'green' } },
  ]);

  it('are the shares of the past that have the values, by weight, over the fields that both have', () => {
    const done = past([{ brand: 'Acme', attributes: { colour: 'red' } }, { brand: 'Bolt' }], [3, 1]);
    const raw = interestShares(candidates, done, ['brand', 'colour', 'size']);
    expect(shares(raw)).toEqual([(0.75 + 1) / 2, (0.25 + 1) / 2, 0.25, Number.NaN, 0]);
    expect(shares(interestShares(candidates, past([{}]), ['brand', 'colour']))).toEqual(Array(5).fill(Number.NaN));
  });

  it('look at the narrowest category alone', () => {
    const shop = columnsOf([{ category: ['Shoes', 'Boots'] }, { category: ['Shoes', 'Sandals'] }]);
    expect(shares(interestShares(shop, past([{ category: ['Shoes', 'Boots'] }]), ['category']))).toEqual([1, 0]);
  });
});

describe('priceFit', () => {
  const candidates = columnsOf([{ price: 10 }, { price: 20 }, { price: 40 }, { price: 0 }, {}]);

  it('is best at the usual price, and falls the slower the less is known', () => {
    const few = priceFit(candidates, past([{ price: 10 }, {}]))!;
    expect(few[0]).toBe(1);
    expect(few[1]).toBeGreaterThan(few[2]!);
    expect(shares(few.subarray(3))).toEqual([Number.NaN, Number.NaN]);
    const many = priceFit(candidates, past(Array.from({ length: 20 }, () => ({ price: 10 }))))!;
    expect(many[1]).toBeLessThan(few[1]!);
  });

  it('counts by weight, and knows nothing without prices', () => {
    const raw = priceFit(candidates, past([{ price: 10 }, { price: 40 }], [1, 9]))!;
    expect(raw[2]).toBeGreaterThan(raw[0]!);
    expect(priceFit(candidates, past([{}]))).toBeUndefined();
    expect(priceFit(candidates, past([]))).toBeUndefined();
  });

  it('is between 0 and 1, whatever was paid', () => {
    const prices = fc.array(fc.oneof(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.constant(0)), { maxLength: 6 });
    fc.assert(
      fc.property(prices, prices, (paid, asked) => {
        const raw = priceFit(columnsOf(asked.map((price) => ({ price }))), past(paid.map((price) => ({ price }))));
        for (const value of raw ?? []) expect(Number.isNaN(value) || (value >= 0 && value <= 1)).toBe(true);
      }),
    );
  });
});

describe('signals of a shopper', () => {
  const candidates = columnsOf([{ brand: 'Acme', price: 10 }, { brand: 'Bolt' }]);
  const done = past([{ brand: 'Acme', price: 10 }]);
  const names = (weights: Readonly<Record<string, number>>) =>
    shopperSignals(candidates, done, tasteFields(weights, ['colour']), weights).map(({ name, weight }) => [
      name,
      weight,
    ]);

  it('are those with a weight, looking only at what they need', () => {
    expect(names({})).toEqual([]);
    expect(names({ interests: 0.2, 'price-fit': 0.1 })).toEqual([
      ['interests', 0.2],
      ['price-fit', 0.1],
    ]);
    expect(tasteFields({}, ['colour'])).toEqual([]);
    expect(tasteFields({ 'price-fit': 0.1 }, ['colour'])).toEqual(['price']);
    expect(tasteFields({ interests: 0.1 }, ['brand', 'colour'])).toEqual(['category', 'brand', 'colour']);
  });
});
