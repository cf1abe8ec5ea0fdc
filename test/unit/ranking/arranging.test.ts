import { describe, expect, it } from 'vitest';
import type { ItemVectors } from '#src/ports/generations';
import { diversify } from '#src/ranking/diversify';
import { reasons } from '#src/ranking/explain';
import { fuse } from '#src/ranking/fuse';
import { lessen } from '#src/ranking/lessen';
import { vectorLikeness } from '#src/ranking/likeness';

describe('diversify', () => {
  const kinds = [0, 0, 0, 1, 1];
  const sameKind = (one: number, other: number) => (kinds[one] === kinds[other] ? 1 : 0);
  const order = (diversity: number, fixed = 0) => [
    ...diversify(Float64Array.of(1, 0.9, 0.8, 0.7, 0), sameKind, { diversity, fixed }),
  ];

  it('brings another kind forward as far as it is worth it', () => {
    expect(order(0)).toEqual([0, 1, 2, 3, 4]);
    expect(order(0.1)).toEqual([0, 1, 3, 2, 4]);
    expect(order(0.5)).toEqual([0, 3, 1, 2, 4]);
    expect(order(0.5, 2)).toEqual([0, 1, 3, 2, 4]);
  });
});

describe('vectorLikeness', () => {
  const item = (text: number[], picture?: number[]): ItemVectors => ({
    text: { words: Float32Array.from(text) },
    pictures: picture ? [{ number: 0, hash: 'h', vectors: { looks: Float32Array.from(picture) } }] : [],
  });

  it('is the mean cosine over the spaces that both items are in', () => {
    const likeness = vectorLikeness([
      item([1, 0], [1, 0]),
      item([0.6, 0.8], [1, 0]),
      item([-1, 0]),
      undefined,
      { text: {}, pictures: [] },
    ]);
    expect(likeness(0, 1)).toBeCloseTo(0.8);
    expect(likeness(1, 0)).toBe(likeness(0, 1));
    expect(likeness(0, 0)).toBe(1);
    expect([likeness(0, 2), likeness(0, 3), likeness(3, 4)]).toEqual([0, 0, 0]);
  });
});

describe('lessen', () => {
  const half = (...share: number[]) => ({ name: 'popularity-discount', share: Float64Array.from(share), weight: 0.5 });
  const fused = fuse([{ name: 'lexical', raw: Float64Array.of(4, 2, 1), weight: 0.8, floor: 0 }], 3);

  it('takes the part of the score, and says so', () => {
    const { scores } = lessen(fused, half(1, 0.5, 0));
    expect([...scores]).toEqual([0.4, 0.4 * 0.75, 0.2]);
    const why = reasons(lessen(fused, half(1, 0.5, 0)), 1);
    expect(why.map(({ signal }) => signal)).toEqual(['lexical', 'popularity-discount']);
    expect(why.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(scores[1]!, 12);
  });

  it('changes nothing where it weighs nothing or concerns nobody', () => {
    expect(lessen(fused, { ...half(1, 0.5, 0), weight: 0 })).toEqual(fused);
    expect(lessen(fused, half(0, 0, 0))).toEqual(fused);
  });
});
