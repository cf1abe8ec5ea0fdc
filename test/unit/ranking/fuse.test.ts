import { describe, expect, it } from 'vitest';
import { reasons } from '#src/ranking/explain';
import { fuse, minMax } from '#src/ranking/fuse';

const unknown = Number.NaN;
const values = (raw: number[], floor?: number, least?: number) => [
  ...minMax(Float64Array.from(raw), { ...(floor !== undefined && { floor }), ...(least !== undefined && { least }) }),
];

describe('minMax', () => {
  it('brings values to 0..1, the unknown to the least', () => {
    expect(values([1, 3, 2, unknown])).toEqual([0, 1, 0.5, 0]);
    expect(values([-1, 1, unknown])).toEqual([0, 1, 0]);
  });

  it('counts the unknown as the floor', () => {
    expect(values([4, 2, unknown], 1)).toEqual([1, 1 / 3, 0]);
    expect(values([4, 0, unknown], 2)).toEqual([1, 0, 0.5]);
  });

  it('begins where the scale does, whatever the candidates have', () => {
    expect(values([4, 1, unknown], 0, 0)).toEqual([1, 0.25, 0]);
    expect(values([4, 1, -1, unknown], 0, 0)).toEqual([1, 0.25, 0, 0]);
    expect(values([-1, -2, unknown], 0, 0)).toEqual([0, 0, 0]);
  });

  it('gives 1 to a single hit, and 0 where nothing was found', () => {
    expect(values([7])).toEqual([1]);
    expect(values([7, unknown])).toEqual([1, 0]);
    expect(values([0, 0])).toEqual([0, 0]);
    expect(values([unknown, unknown])).toEqual([0, 0]);
    expect(values([])).toEqual([]);
  });
});

describe('fuse', () => {
  it('adds up weight times value', () => {
    const { scores } = fuse(
      [
        { name: 'lexical', raw: Float64Array.of(0, 10, 5), weight: 0.8 },
        { name: 'text', raw: Float64Array.of(0.9, 0.1, unknown), weight: 0.2 },
      ],
      3,
    );
    expect([...scores]).toEqual([0.2, 0.8, 0.4]);
  });

  it('gives a weight of 0 no part at all', () => {
    const silent = { name: 'text', raw: Float64Array.of(1, 0), weight: 0 };
    const fused = fuse([{ name: 'lexical', raw: Float64Array.of(0, 1), weight: 1 }, silent], 2);
    expect([...fused.scores]).toEqual([0, 1]);
    expect(reasons(fused, 0).map(({ signal }) => signal)).toEqual(['lexical']);
  });

  it('explains a score that a floor made', () => {
    const signal = { name: 'text', raw: Float64Array.of(0.9, 0.1, unknown), weight: 1, floor: 0.5 };
    const fused = fuse([signal], 3);
    expect(reasons(fused, 2)).toEqual([
      { signal: 'text', raw: 0.5, value: fused.scores[2], weight: 1, contribution: fused.scores[2] },
    ]);
  });
});
