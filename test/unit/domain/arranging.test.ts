import { describe, expect, it } from 'vitest';
import { parseCap } from '#src/domain/arranging';

describe('parseCap', () => {
  it('reads field, number and places, and knows how many places a list shows', () => {
    expect(parseCap('brand:2/10')).toEqual({ field: 'brand', most: 2, first: 10 });
    expect(parseCap(' seller:3 ')).toEqual({ field: 'seller', most: 3, first: 20 });
    expect(parseCap('a:b/c:1/5')).toEqual({ field: 'a:b/c', most: 1, first: 5 });
  });

  it.each(['brand', 'brand:', ':2', 'brand:0', 'brand:2/0', 'brand:-1', 'brand:1.5', 'brand:2000', 'brand:NaN', ''])(
    'says what a cap is instead of "%s"',
    (text) => {
      expect(() => parseCap(text)).toThrow(
        expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining('brand:2/10') }),
      );
    },
  );
});
