import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from '#src/domain/filter';
import { formatFilter, parseFilter } from '#src/domain/filter-syntax';
import { VitrineError } from '#src/errors';

const awkward = fc.string({
  unit: fc.constantFrom('a', 'B', ' ', '"', '\\', ',', ':', '.', '*', '-', '>', '\n', 'é', '🙂', '7'),
  maxLength: 8,
});
const word = fc.oneof(awkward, fc.string({ unit: 'grapheme' })).filter((text) => text.trim() !== '');
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const base = { field: word, negated: fc.boolean() };

const filters: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ ...base, kind: fc.constant('any' as const), values: fc.array(word, { minLength: 1, maxLength: 4 }) }),
  fc.record({ ...base, kind: fc.constant('exists' as const) }),
  fc.record({ ...base, kind: fc.constant('range' as const), from: number }),
  fc.record({ ...base, kind: fc.constant('range' as const), to: number }),
  fc
    .record({ ...base, kind: fc.constant('range' as const), ends: fc.tuple(number, number) })
    .map(({ ends: [a, b], ...rest }) => ({ ...rest, from: Math.min(a, b), to: Math.max(a, b) })),
);

describe('filter syntax', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parseFilter(formatFilter(filter))).toEqual(filter);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads any text or refuses it as invalid_filter', () => {
    fc.assert(
      fc.property(fc.oneof(awkward, fc.string()), (text) => {
        try {
          expect(parseFilter(formatFilter(parseFilter(text)))).toEqual(parseFilter(text));
        } catch (error) {
          expect(error).toBeInstanceOf(VitrineError);
          expect(error).toHaveProperty('code', 'invalid_filter');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
