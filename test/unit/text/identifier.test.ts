import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from '#src/text/identifier';

describe('normaliseIdentifier', () => {
  it('forgets case, width, blanks and punctuation', () => {
    expect(normaliseIdentifier('WH-1000 XM4')).toBe('wh1000xm4');
    expect(normaliseIdentifier('ＡＢ/１２')).toBe('ab12');
  });

  it('keeps ids apart that differ', () => {
    const ids = ['0', '00', '007', '7', '🎁', '👟', 'é', 'e', '-', '--', '.', '++'];
    expect(new Set(ids.map(normaliseIdentifier)).size).toBe(ids.length);
  });

  it('is never empty for a non-empty text', () => {
    for (const text of ['-', ' ', '\t', '...', "'"]) expect(normaliseIdentifier(text)).not.toBe('');
  });
});
