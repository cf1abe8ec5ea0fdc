import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RankedItem } from '#src/domain/hit';
import type { Item } from '#src/domain/item';
import { ARRANGED, arrangeList, discountList } from '#src/recommend/arrange-list';

const ranked = (size: number): RankedItem[] =>
  Array.from({ length: size }, (_, n) => {
    const score = 2 - n / size;
    return {
      id: `i${n}`,
      score,
      why: [{ signal: 'together', raw: score, value: score, weight: 1, contribution: score }],
    };
  });
const itemOf = (id: string): Item => ({
  id,
  title: id,
  kind: 'product',
  brand: Number(id.slice(1)) % 4 === 3 ? 'Bolt' : 'Acme',
  category: ['Things', Number(id.slice(1)) < 3 ? 'Mugs' : 'Lamps'],
  attributes: {},
});
const arrange = (list: readonly RankedItem[], caps: { field: string; most: number; first: number }[], diversity = 0) =>
  arrangeList(list, { arranging: { diversity, caps }, itemOf, vectors: async () => new Map() });

describe('arrangeList', () => {
  it('keeps caps by values of the items, of a category by its narrowest, and tells what moved', async () => {
    const list = await arrange(ranked(8), [{ field: 'brand', most: 2, first: 3 }]);
    expect(list.map(({ id }) => id)).toEqual(['i0', 'i1', 'i3', 'i2', 'i4', 'i5', 'i6', 'i7']);
    expect(list[2]!.moved).toEqual({ from: 4, by: ['cap'] });
    expect(list[0]!.moved).toBeUndefined();
    const categories = await arrange(ranked(8), [{ field: 'category', most: 1, first: 2 }]);
    expect(categories.slice(0, 2).map(({ id }) => id)).toEqual(['i0', 'i3']);
  });

  it('arranges the same beginning of a list however long it is', async () => {
    const caps = [{ field: 'brand', most: 1, first: 400 }];
    const [short, long] = [await arrange(ranked(ARRANGED), caps), await arrange(ranked(ARRANGED + 50), caps)];
    expect(long.slice(0, ARRANGED).map(({ id }) => id)).toEqual(short.map(({ id }) => id));
    expect(new Set(long.map(({ id }) => id)).size).toBe(ARRANGED + 50);
  });
});

describe('discountList', () => {
  const popularityOf = (id: string) => (id === 'i0' ? 100 : 0);

  it('moves what everybody wants down, by its score, and says so', () => {
    const [first, ...others] = [...discountList(ranked(8), popularityOf, 0.5)].reverse();
    expect(first!.id).toBe('i0');
    expect(first!.score).toBeCloseTo(1);
    expect(first!.why.map(({ signal }) => signal)).toEqual(['together', 'popularity-discount']);
    expect(others.every(({ why }) => why.length === 1)).toBe(true);
  });

  it('explains every score to 1e-6, falling along the list', () => {
    const popularities = fc.array(fc.nat({ max: 1000 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(popularities, fc.double({ min: 0, max: 1, noNaN: true }), (all, discount) => {
        const list = discountList(ranked(8), (id) => all[Number(id.slice(1))]!, discount);
        for (const [place, { score, why }] of list.entries()) {
          const sum = why.reduce((total, { contribution }) => total + contribution, 0);
          expect(Math.abs(sum - score)).toBeLessThan(1e-6);
          if (place > 0) expect(list[place - 1]!.score).toBeGreaterThanOrEqual(score);
        }
      }),
    );
  });

  it('changes nothing at 0, nor where nothing is popular', () => {
    expect(discountList(ranked(3), popularityOf, 0)).toEqual(ranked(3));
    expect(discountList(ranked(3), () => 0, 1)).toEqual(ranked(3));
  });
});
