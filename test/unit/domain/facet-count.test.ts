import { describe, expect, it } from 'vitest';
import { countFacet, countRange, countValues, FACET_BINS } from '#src/domain/facet-count';

/** Four rows: red and blue; red; none; green. */
const colours = {
  dictionary: ['red', 'blue', 'green'],
  offsets: Uint32Array.of(0, 2, 3, 3, 4),
  codes: Uint32Array.of(0, 1, 0, 2),
};

describe('countValues', () => {
  it('puts the most frequent value first and equally frequent ones in the order of their text', () =>
    expect(countValues('colour', colours, [0, 1, 2, 3])?.values).toEqual([
      { value: 'red', count: 2 },
      { value: 'blue', count: 1 },
      { value: 'green', count: 1 },
    ]));

  it('counts only the rows asked for', () =>
    expect(countValues('colour', colours, [2, 3])?.values).toEqual([{ value: 'green', count: 1 }]));

  it('keeps the first values up to the limit', () =>
    expect(countValues('colour', colours, [0, 1, 2, 3], 1)?.values).toEqual([{ value: 'red', count: 2 }]));

  it('gives no facet where no row has a value', () => expect(countValues('colour', colours, [2])).toBeUndefined());
});

describe('countRange', () => {
  const prices = Float64Array.of(10, 20, Number.NaN, 110, 60);

  it('spreads the numbers over equally wide bins, the greatest in the last', () => {
    const facet = countRange('price', prices, [0, 1, 2, 3, 4])!;
    expect([facet.min, facet.max, facet.histogram.length]).toEqual([10, 110, FACET_BINS]);
    expect(facet.histogram.map(({ count }) => count)).toEqual([1, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(facet.histogram[1]).toEqual({ from: 20, to: 30, count: 1 });
    expect(facet.histogram.at(-1)!.to).toBe(110);
  });

  it('has one bin for one number', () =>
    expect(countRange('price', prices, [1])).toEqual({
      field: 'price',
      min: 20,
      max: 20,
      histogram: [{ from: 20, to: 20, count: 1 }],
    }));

  it('gives no facet where no row has a number', () => expect(countRange('price', prices, [2])).toBeUndefined());
});

describe('countFacet', () => {
  const columns = { labels: () => colours, numbers: () => Float64Array.of(1, 2, 3, 4) };

  it('counts values of texts and spreads numbers', () => {
    expect(countFacet('colour', 'text', [1], columns)).toEqual({
      field: 'colour',
      values: [{ value: 'red', count: 1 }],
    });
    expect(countFacet('price', 'number', [1, 2], columns)).toMatchObject({ field: 'price', min: 2, max: 3 });
  });
});
