import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCaps } from '#src/ranking/caps';
import { diversify } from '#src/ranking/diversify';

const SIZE = 9;
/** Hundredths: sums of a few of them are alike or clearly apart. */
const hundredths = fc.integer({ min: 0, max: 100 }).map((value) => value / 100);
const falling = fc.array(hundredths, { minLength: 1, maxLength: SIZE }).map((values) => values.sort((a, b) => b - a));
const likenesses = fc.array(hundredths, { minLength: SIZE * SIZE, maxLength: SIZE * SIZE });
const likenessOf = (table: readonly number[]) => (one: number, other: number) =>
  table[Math.min(one, other) * SIZE + Math.max(one, other)]!;

/** Maximal marginal relevance as the paper writes it, each step from nothing. */
function naiveOrder(relevance: readonly number[], likeness: (a: number, b: number) => number, diversity: number) {
  const [most, least] = [relevance[0]!, relevance.at(-1)!];
  const worth = relevance.map((value) => (most > least ? (value - least) / (most - least) : 1));
  const order: number[] = [];
  const left = relevance.map((_, place) => place);
  while (left.length > 0) {
    const values = left.map((place) => {
      const alike = Math.max(0, ...order.map((before) => likeness(before, place)));
      return (1 - diversity) * worth[place]! - diversity * alike;
    });
    order.push(...left.splice(values.indexOf(Math.max(...values)), 1));
  }
  return order;
}

describe('an arranged list', () => {
  it('is diverse as maximal marginal relevance says', () => {
    fc.assert(
      fc.property(falling, likenesses, fc.constantFrom(0, 0.1, 0.5, 0.9, 1), (relevance, table, diversity) => {
        const likeness = likenessOf(table);
        const order = diversify(Float64Array.from(relevance), likeness, { diversity, fixed: 0 });
        expect([...order]).toEqual(naiveOrder(relevance, likeness, diversity));
      }),
    );
  });

  it('leaves the fixed places as they are, and has each item once', () => {
    fc.assert(
      fc.property(falling, likenesses, fc.nat({ max: SIZE }), (relevance, table, fixed) => {
        const order = diversify(Float64Array.from(relevance), likenessOf(table), { diversity: 0.7, fixed });
        expect([...order.slice(0, fixed)]).toEqual(relevance.map((_, place) => place).slice(0, fixed));
        expect([...order].sort()).toEqual(relevance.map((_, place) => place));
      }),
    );
  });

  const values = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }), { maxLength: 12 });
  const limits = fc.array(fc.record({ most: fc.integer({ min: 1, max: 3 }), first: fc.integer({ min: 1, max: 8 }) }), {
    maxLength: 2,
  });

  it('keeps its caps wherever an item is left that keeps them, passing over no other', () => {
    fc.assert(
      fc.property(values, limits, (valuesOf, some) => {
        const list = valuesOf.map((_, item) => item);
        const arranged = applyCaps(
          list,
          some.map((limit) => ({ ...limit, valuesOf: (item: number) => valuesOf[item]! })),
        );
        expect([...arranged].sort((a, b) => a - b)).toEqual(list);
        arranged.forEach((item, place) => {
          const before = arranged.slice(0, place);
          const keeps = (other: number) =>
            some.every(
              ({ most, first }) =>
                place >= first ||
                valuesOf[other]!.every((value) => before.filter((one) => valuesOf[one]!.includes(value)).length < most),
            );
          const left = list.filter((other) => !before.includes(other));
          expect(item).toBe(left.find(keeps) ?? left[0]);
        });
      }),
    );
  });
});
