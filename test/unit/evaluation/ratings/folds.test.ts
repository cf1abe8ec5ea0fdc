import { describe, expect, it } from 'vitest';
import { divide, foldOf } from '#src/evaluation/ratings/folds';
import { type Triple, tableOf } from '#test/support/naive-ratings';

const FIVE = { folds: 5, seed: 42 };

describe('folds of ratings', () => {
  it('are those of the protocol', () => {
    const pairs = [
      ['196', '242'],
      ['186', '302'],
      ['22', '377'],
    ] as const;
    expect(pairs.map(([user, item]) => foldOf(user, item, FIVE))).toEqual([3, 0, 0]);
  });

  it('test every rating once, and train on all others', () => {
    const triples = Array.from({ length: 60 }, (_, n): Triple => [n % 10, Math.floor(n / 10), 1 + (n % 5)]);
    const folds = divide(tableOf(triples, 10, 6), FIVE);
    expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual([...triples.keys()]);
    for (const { train, test } of folds) {
      expect(train.length + test.length).toBe(60);
      expect([...train].filter((entry) => test.includes(entry))).toEqual([]);
    }
  });

  it('do not depend on the order of the file, and do on the seed', () => {
    expect(foldOf('a', 'b', FIVE)).toBe(foldOf('a', 'b', { ...FIVE }));
    const spread = Array.from({ length: 50 }, (_, seed) => foldOf('a', 'b', { folds: 5, seed }));
    expect(new Set(spread).size).toBe(5);
  });

  it('refuses ratings that are too few', () => {
    const few = tableOf(
      [
        [0, 0, 3],
        [1, 0, 4],
      ],
      2,
      1,
    );
    expect(() => divide(few, FIVE)).toThrow(/2 ratings are too few for 5 folds/u);
  });
});
