import { describe, expect, it } from 'vitest';
import { unavailability } from '#src/ranking/signals/availability';
import { freshness } from '#src/ranking/signals/freshness';
import { itemSignalFields, itemSignals } from '#src/ranking/signals/of-items';
import { bayesianRating } from '#src/ranking/signals/rating';
import { columnsOf } from './columns.ts';

describe('unavailability', () => {
  it('is by what the feed says, and without it by a stock of 0', () => {
    const shares = unavailability(
      columnsOf([
        { availability: 'in_stock', stock: 0 },
        { availability: 'out_of_stock', stock: 5 },
        { availability: 'preorder' },
        { stock: 0 },
        { stock: 3 },
        {},
      ]),
    );
    expect([...shares]).toEqual([0, 1, 0.5, 1, 0, 0]);
  });
});

describe('freshness', () => {
  it('halves in a half-life, counted from the newest', () => {
    const dates = ['2020-03-01', '2020-02-20', undefined, '2020-02-10'];
    const raw = freshness(columnsOf(dates.map((createdAt) => (createdAt ? { createdAt } : {}))), 10);
    expect([...raw].map((value) => Number(value.toFixed(6)))).toEqual([1, 0.5, Number.NaN, 0.25]);
    expect([...freshness(columnsOf([{}, {}]))]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('bayesianRating', () => {
  it('holds back what few people rated, by the mean of all ratings', () => {
    const rated = (rating: number, reviews: number) => ({ rating, attributes: { reviewCount: reviews } });
    const { raw, mean } = bayesianRating(columnsOf([rated(5, 1), rated(4.5, 98), rated(2, 1), {}]), 10);
    expect(mean).toBeCloseTo((5 + 4.5 * 98 + 2) / 100, 9);
    expect(raw[0]).toBeCloseTo((10 * mean + 5) / 11, 9);
    expect(raw[1]).toBeGreaterThan(raw[0]! - 0.1);
    expect(raw[2]).toBeGreaterThan(4);
    expect(raw[3]).toBeNaN();
  });

  it('keeps the order of ratings without counts, and of ratings that nobody gave', () => {
    const inOrder = (items: Parameters<typeof columnsOf>[0]) => {
      const { raw } = bayesianRating(columnsOf(items));
      expect(raw[0]).toBeGreaterThan(raw[1]!);
      expect(raw[1]).toBeGreaterThan(raw[2]!);
    };
    inOrder([{ rating: 5 }, { rating: 4 }, { rating: 1 }]);
    expect(
      bayesianRating(
        columnsOf([
          { rating: 4, attributes: { reviews: 0 } },
          { rating: 2, attributes: { reviews: 0 } },
        ]),
      ),
    ).toEqual({ raw: Float64Array.of(3, 3), mean: 3 });
    expect(bayesianRating(columnsOf([{}])).mean).toBeNaN();
  });
});

describe('signals of items', () => {
  const items = columnsOf([{ rating: 5, createdAt: '2020-01-01' }, { rating: 3 }, {}]);

  it('are those that have a weight and something to say', () => {
    expect(itemSignals(items, {})).toEqual([]);
    expect(itemSignals(items, { freshness: 0, rating: 0 })).toEqual([]);
    expect(itemSignals(columnsOf([{}, {}]), { freshness: 1, rating: 1 })).toEqual([]);
    const signals = itemSignals(items, { freshness: 0.2, rating: 0.1 });
    expect(signals.map(({ name, weight, floor }) => [name, weight, floor])).toEqual([
      ['freshness', 0.2, 0],
      ['rating', 0.1, 4],
    ]);
  });

  it('look only at what they need', () => {
    expect(itemSignalFields({ freshness: 0 })).toEqual([]);
    expect(itemSignalFields({ freshness: 0.1, availability: 0.2 })).toEqual(['availability', 'stock', 'createdAt']);
  });
});
