import { describe, expect, it } from 'vitest';
import { agreement } from '#src/ranking/agreement';
import { titlesOf } from './candidates.ts';

const NONE = new Set<string>();

describe('agreement', () => {
  it('is what the formula says, worked by hand', () => {
    const titles = titlesOf([['a', 'b'], ['b'], ['c', 'c']]);
    const idf = (items: number) => Math.log(1 + (3 - items + 0.5) / (items + 0.5));
    const [a, b, c] = [idf(1), 1.86 * idf(2), 0.86 ** 2 * idf(1)];
    const [first, second, third] = agreement(titles, [0, 1, 2], NONE);
    expect(first).toBeCloseTo((a + b) / 5, 9);
    expect(second).toBeCloseTo(b / 4, 9);
    expect(third).toBeCloseTo(c / 4, 9);
  });

  it('brings items forward that have the words of the best beside those of the query', () => {
    const own = new Set(['ceiling', 'fan']);
    const titles = titlesOf([
      ['white', 'ceiling', 'fan', 'light'],
      ['brown', 'ceiling', 'fan', 'light'],
      ['ceiling', 'fan', 'mount'],
      ['ceiling', 'fan', 'chain'],
      ['ceiling', 'fan', 'blade'],
      ['ceiling', 'fan', 'light'],
    ]);
    const values = agreement(titles, [0, 1, 2, 3, 4, 5], own);
    for (const other of [2, 3, 4]) expect(values[5]!).toBeGreaterThan(values[other]!);
  });

  it('hears nothing of the query itself, nor of items that do not belong', () => {
    const titles = titlesOf([['a'], ['a', 'b'], ['x', 'y'], []]);
    expect([...agreement(titles, [0, 1], new Set(['a', 'b']))]).toEqual([0, 0, 0, 0]);
    expect(agreement(titles, [0, 1], NONE)[2]).toBe(0);
    expect([...agreement(titles, [], NONE)]).toEqual([0, 0, 0, 0]);
  });
});
