import { describe, expect, it } from 'vitest';
import { h32 } from '#src/evaluation/h32';

describe('h32', () => {
  it('gives the published value', () => expect(h32('42:196:242')).toBe(2923566558));

  it('is over UTF-8: a character beyond ASCII counts all its bytes', () => {
    expect(new Set(['é', 'e\u0301', '🧣', ''].map(h32)).size).toBe(4);
  });
});
