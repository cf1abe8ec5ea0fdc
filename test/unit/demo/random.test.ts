import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#demo/random';

const draws = (key: string): number[] => Array.from({ length: 20 }, createRandom(key).next);

describe('chance of the demo shop', () => {
  it('is the same for the same key and another for another', () => {
    expect(draws('a')).toEqual(draws('a'));
    expect(draws('a')).not.toEqual(draws('b'));
  });

  it('spreads evenly', () => {
    const random = createRandom('even');
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 8_000; i++) counts[random.whole(0, 3)]!++;
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it('keeps to the bounds it is given', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(50), (key, from, width) => {
        const random = createRandom(key);
        expect(random.whole(from, from + width)).toBeGreaterThanOrEqual(from);
        expect(random.whole(from, from + width)).toBeLessThanOrEqual(from + width);
        expect(random.between(from, from + width + 1)).toBeLessThan(from + width + 1);
      }),
    );
  });

  it('never picks what weighs nothing, and picks in proportion to the weight', () => {
    const random = createRandom('weights');
    const picked = Array.from({ length: 3_000 }, () =>
      random.weighted(['no', 'seldom', 'often'], (word) => ({ no: 0, seldom: 1, often: 3 })[word]!),
    );
    expect(picked).not.toContain('no');
    expect(picked.filter((word) => word === 'often').length / picked.length).toBeCloseTo(0.75, 1);
  });

  it('samples without repeats', () => {
    const sample = createRandom('sample').sample([1, 2, 3, 4, 5], 4);
    expect(new Set(sample).size).toBe(4);
    expect(createRandom('sample').sample([1, 2], 9)).toHaveLength(2);
  });
});
