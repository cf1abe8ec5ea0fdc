import { describe, expect, it } from 'vitest';
import { agreement, votesOf } from '#src/ranking/agreement';
import { titlesOf } from './candidates.ts';

const NONE = new Set<string>();
const votes = (...values: number[]) => Float64Array.from(values);

describe('agreement', () => {
  it('is what the formula says, worked by hand', () => {
    const titles = titlesOf([['a', 'b'], ['b'], ['c', 'c'], ['d']]);
    const worth = (share: number) => share / (share + 0.5);
    const [first, second, third, fourth] = agreement(titles, votes(2, 1, 1, 0), NONE);
    expect(first).toBeCloseTo((worth(2 / 4) + worth(3 / 4)) / 3, 9);
    expect(second).toBeCloseTo(worth(3 / 4) / 2, 9);
    expect(third).toBeCloseTo(worth(1 / 4) / 2, 9);
    expect(fourth).toBe(0);
    expect(agreement(titles, votes(2, 1, 1, 0), new Set(['b']))[0]).toBeCloseTo(worth(2 / 4) / 2, 9);
  });

  it('brings items forward that have the words of the best beside those of the query', () => {
    const own = new Set(['ceiling', 'fan']);
    const titles = titlesOf([
      ['white', 'ceiling', 'fan', 'light'],
      ['brown', 'ceiling', 'fan', 'light'],
      ['ceiling', 'fan', 'mount'],
      ['ceiling', 'fan', 'chain'],
      ['ceiling', 'fan', 'light'],
    ]);
    const values = agreement(titles, votes(1, 0.9, 0.2, 0.1, 0), own);
    for (const other of [2, 3]) expect(values[4]!).toBeGreaterThan(values[other]!);
  });

  it('hears nothing of the query itself, nor of items without a vote', () => {
    const titles = titlesOf([['a'], ['a', 'b'], ['x', 'y'], []]);
    expect([...agreement(titles, votes(1, 1, 0, 0), new Set(['a', 'b']))]).toEqual([0, 0, 0, 0]);
    expect(agreement(titles, votes(1, 1, 0, 0), NONE)[2]).toBe(0);
    expect([...agreement(titles, votes(0, 0, 0, 0), NONE)]).toEqual([0, 0, 0, 0]);
  });
});

describe('votes', () => {
  it('fall with the square of the way down from the best score, to nothing', () => {
    const [best, half, edge, below] = votesOf(Float64Array.of(1, 0.9, 0.8, 0.1), 0.2);
    expect(best).toBe(1);
    expect(half).toBeCloseTo(0.25, 9);
    expect(edge).toBeCloseTo(0, 9);
    expect(below).toBe(0);
  });

  it('change as little as scores do, whoever comes first', () => {
    const scores = Float64Array.from({ length: 50 }, (_, i) => 1 - i * 1e-4);
    const shaken = scores.map((score, i) => score + (i % 2 === 0 ? -1e-4 : 1e-4));
    const [one, other] = [votesOf(scores, 0.2), votesOf(shaken, 0.2)];
    for (const [row, vote] of one.entries()) expect(Math.abs(other[row]! - vote)).toBeLessThan(4e-3);
  });

  it('are none without candidates that may have one', () => {
    expect([...votesOf(new Float64Array(2).fill(Number.NEGATIVE_INFINITY), 0.2)]).toEqual([0, 0]);
    expect([...votesOf(Float64Array.of(1, 1), 0)]).toEqual([0, 0]);
    expect([...votesOf(Float64Array.of(0, 0), 0.2)]).toEqual([0, 0]);
  });
});
