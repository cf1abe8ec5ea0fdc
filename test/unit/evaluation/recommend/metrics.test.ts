import { describe, expect, it } from 'vitest';
import { estimateMean } from '#src/evaluation/bootstrap';
import { exposureFigures, gini, listFigures } from '#src/evaluation/recommend/metrics';

describe('figures of a list', () => {
  it('are those computed by hand', () => {
    // Targets b and d at places 2 and 4 of four: gain 1/log2(3) + 1/log2(5); ideal 1 + 1/log2(3) + 1/2 for three targets.
    const figures = listFigures(['a', 'b', 'c', 'd'], new Set(['b', 'd', 'z']), 4);
    expect(figures).toEqual({
      hit: 1,
      recall: expect.closeTo(2 / 3, 12),
      ndcg: expect.closeTo((0.6309297535714574 + 0.43067655807339306) / (1 + 0.6309297535714574 + 0.5), 12),
      reciprocalRank: 0.5,
    });
  });

  it('see nothing beyond the depth', () => {
    expect(listFigures(['a', 'b'], new Set(['b']), 1)).toEqual({ hit: 0, recall: 0, ndcg: 0, reciprocalRank: 0 });
    expect(listFigures([], new Set(['b']), 5).hit).toBe(0);
  });

  it('are 1 where all targets come first', () => {
    expect(listFigures(['b', 'a', 'c'], new Set(['a', 'b']), 3)).toEqual({
      hit: 1,
      recall: 1,
      ndcg: 1,
      reciprocalRank: 1,
    });
  });
});

describe('figures of exposure', () => {
  it('count what is shown of the catalog', () => {
    const figures = exposureFigures(
      [
        ['a', 'b'],
        ['a', 'c'],
      ],
      ['a', 'b', 'c', 'd'],
      (item) => (item === 'a' ? 9 : 1),
    );
    expect(figures).toEqual({ coverage: 0.75, gini: expect.closeTo(0.375, 12), popularity: 5 });
  });

  it('know the extremes of inequality', () => {
    expect(gini(Float64Array.of(2, 2, 2))).toBeCloseTo(0, 12);
    expect(gini(Float64Array.of(0, 0, 0, 8))).toBeCloseTo(0.75, 12);
    expect(gini(new Float64Array(3))).toBe(0);
  });
});

describe('the interval of a mean', () => {
  it('lies around it as wide as chance makes it', () => {
    const half = Float64Array.from({ length: 400 }, (_, n) => n % 2);
    const { mean, low, high } = estimateMean(half);
    // A standard error is √(.25 / 400) = .025.
    expect(mean).toBe(0.5);
    expect(low).toBeCloseTo(0.5 - 1.96 * 0.025, 1.7);
    expect(high).toBeCloseTo(0.5 + 1.96 * 0.025, 1.7);
    expect(estimateMean(half)).toEqual({ mean, low, high });
  });

  it('is zero for nobody', () => expect(estimateMean(new Float64Array(0))).toEqual({ mean: 0, low: 0, high: 0 }));
});
