import { expect, it } from 'vitest';
import { completeGtin } from '#demo/gtin';

/** 6×1 2×3 9×1 1×3 0×1 4×3 1×1 5×3 0×1 0×3 2×1 1×3 = 57, three short of sixty. */
it('adds the check digit of GS1', () => expect(completeGtin('629104150021')).toBe('6291041500213'));

it('writes no ten', () => expect(completeGtin('200000000000')).toHaveLength(13));
