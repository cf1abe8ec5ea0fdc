import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RankedItem } from '#src/domain/hit';
import { blend } from '#src/recommend/blend';

const place = (id: string, score: number, signal = 'text'): RankedItem => ({
  id,
  score,
  why: [{ signal, raw: score, value: score, weight: 1, contribution: score }],
});

describe('blend', () => {
  it('brings both lists to one scale, adds up what is in both, and orders anew', () => {
    const blended = blend([place('a', 10), place('b', 8)], [place('b', 0.2, 'together'), place('c', 0.1, 'together')]);
    expect(blended.map(({ id, score }) => [id, score])).toEqual([
      ['b', 0.9],
      ['a', 0.5],
      ['c', 0.25],
    ]);
    expect(blended[0]!.why.map(({ signal, contribution }) => [signal, contribution])).toEqual([
      ['text', 0.4],
      ['together', 0.5],
    ]);
  });

  it('tells of an item what the list tells that gave it more', () => {
    const told = (id: string, score: number, reason: string) => ({ ...place(id, score), reason });
    const first = [told('a', 10, 'alike'), told('b', 2, 'alike')];
    const blended = blend(first, [told('b', 1, 'together'), told('a', 0.1, 'together')]);
    expect(blended.map(({ id, reason }) => [id, reason])).toEqual([
      ['b', 'together'],
      ['a', 'alike'],
    ]);
  });

  it('orders ties by id, and takes one list where the other is empty or worth nothing', () => {
    const ids = (list: readonly RankedItem[]) => list.map(({ id }) => id);
    expect(ids(blend([place('b', 1), place('a', 1)], []))).toEqual(['a', 'b']);
    expect(ids(blend([], [place('z', 3)]))).toEqual(['z']);
    expect(ids(blend([place('x', 0)], [place('z', 3)]))).toEqual(['z']);
    expect(blend([], [])).toEqual([]);
  });

  it('has every item once, scores of at most 1 that fall, and reasons that add up to them', () => {
    const list = fc
      .uniqueArray(
        fc.record({ id: fc.constantFrom(...'abcdefgh'), score: fc.double({ min: 1e-9, max: 1e9, noNaN: true }) }),
        {
          selector: ({ id }) => id,
        },
      )
      .map((all) => all.sort((a, b) => b.score - a.score).map(({ id, score }) => place(id, score)));
    fc.assert(
      fc.property(list, list, (first, second) => {
        const blended = blend(first, second);
        expect(new Set(blended.map(({ id }) => id))).toEqual(new Set([...first, ...second].map(({ id }) => id)));
        expect(new Set(blended.map(({ id }) => id)).size).toBe(blended.length);
        blended.forEach(({ score, why }, at) => {
          expect(score).toBeLessThanOrEqual(blended[at - 1]?.score ?? 1 + 1e-9);
          expect(why.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9);
          for (const { weight, value, contribution } of why) expect(weight * value).toBeCloseTo(contribution, 9);
        });
      }),
    );
  });
});
