import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyser } from '#src/text/analyser';
import { normaliseIdentifier } from '#src/text/identifier';

const analysers = (['en', 'de', 'none'] as const).map((language) => createAnalyser({ language }));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '18',
        'v',
        '-',
        ' ',
        'in.',
        '"',
        "'",
        'x',
        '½',
        'é',
        'e\u0301',
        'が',
        'ﾊﾞ',
        '猫',
        '™',
        '&amp;',
        '🎁',
        'İ',
        '\u1112\u1161',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('any text', () => {
  it('gives tokens without blanks, never empty, in the order of their spans', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...analysers), (text, analyser) => {
        const spans = analyser.spans(text);
        expect(spans.map(({ token }) => token)).toEqual(analyser.tokens(text));
        for (const { token, start, end } of spans) {
          expect(token).toMatch(/^\S+$/u);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('has every token of its words', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...analysers), (text, analyser) => {
        const tokens = new Set(analyser.tokens(text));
        for (const { alternatives } of analyser.words(text)) {
          expect(alternatives.length).toBeGreaterThan(0);
          for (const alternative of alternatives) {
            expect(alternative.length).toBeGreaterThan(0);
            for (const token of alternative) expect(tokens).toContain(token);
          }
        }
      }),
    );
  });

  it('gives the same tokens in upper case, composed or decomposed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', 'Ö', 'ñ', ' ', '1', '-', 'z') }), (text) => {
        for (const analyser of analysers) {
          expect(analyser.tokens(text.toUpperCase())).toEqual(analyser.tokens(text));
          expect(analyser.tokens(text.normalize('NFD'))).toEqual(analyser.tokens(text));
        }
      }),
    );
  });

  it('normalises an identifier once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const once = normaliseIdentifier(text);
        expect(once.length).toBeGreaterThan(0);
        expect(normaliseIdentifier(once)).toBe(once);
      }),
    );
  });
});
