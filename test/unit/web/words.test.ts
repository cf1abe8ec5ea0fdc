import { describe, expect, it } from 'vitest';
import { excludedWord, withoutPiece } from '../../../web/src/words.ts';

const without = (text: string, piece: string) => {
  const start = text.indexOf(piece);
  return withoutPiece(text, { span: [start, start + piece.length] });
};

describe('withoutPiece', () => {
  it('leaves the rest as typed, without what joined the piece to it', () => {
    expect(without('boots under $120, not leather, size 42', 'not leather')).toBe('boots under $120 size 42');
    expect(without('boots under $120', 'under $120')).toBe('boots');
    expect(without('red boots', 'red')).toBe('boots');
    expect(without('red boots and under $120', 'under $120')).toBe('red boots');
    expect(without('红色连衣裙', '红色')).toBe('连衣裙');
    expect(without('cheapest', 'cheapest')).toBe('');
  });
});

describe('excludedWord', () => {
  it('is what is not wanted, without what says so', () => {
    expect(excludedWord({ text: 'not red' }, ['red'])).toBe('red');
    expect(excludedWord({ text: 'ohne dunkelrot' }, ['rot', 'dunkelrot'])).toBe('dunkelrot');
    expect(excludedWord({ text: 'not leather' }, ['red', 'leather'])).toBe('leather');
    expect(excludedWord({ text: 'not red' }, [])).toBe('not red');
  });
});
