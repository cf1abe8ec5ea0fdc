import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TEXT_FIELDS } from '#src/domain/document';
import type { LexicalQuery } from '#src/domain/query';
import { BM25F, bm25f, lexicalTokens } from '#src/ranking/bm25f';
import { coverage } from '#src/ranking/coverage';
import { reasons } from '#src/ranking/explain';
import { fuse, type Signal } from '#src/ranking/fuse';
import { lessen } from '#src/ranking/lessen';
import { MEMBER, membership } from '#src/ranking/membership';
import { featuresOf, statisticsOf, type TestDocument } from '../unit/ranking/candidates.ts';

const token = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const tokens = fc.array(token, { maxLength: 6 });
const document: fc.Arbitrary<TestDocument> = fc.record({ title: tokens, brand: tokens, description: tokens });
const documents = fc.array(document, { minLength: 1, maxLength: 8 });
const clause = fc.record({
  terms: fc.uniqueArray(fc.record({ token, weight: fc.constantFrom(0, 0.5, 1, 2) }), {
    selector: (term) => term.token,
  }),
  normalise: fc.constantFrom('own-top' as const, 'none' as const),
});
const query: fc.Arbitrary<LexicalQuery> = fc.record({
  clauses: fc.array(clause, { maxLength: 3 }),
  combine: fc.constantFrom('sum' as const, 'max' as const),
  mustNot: tokens,
});

/** BM25F as the paper writes it, straight from the documents. */
function naiveBm25f({ clauses, combine }: LexicalQuery, all: readonly TestDocument[]): number[] {
  const mean = (field: (typeof TEXT_FIELDS)[number]) =>
    all.reduce((sum, one) => sum + (one[field]?.length ?? 0), 0) / all.length;
  const clauseScores = clauses.map(({ terms, normalise }) => {
    const scores = all.map((one) =>
      terms.reduce((sum, term) => {
        let tf = 0;
        for (const field of TEXT_FIELDS) {
          const words = one[field] ?? [];
          const count = words.filter((word) => word === term.token).length;
          if (count === 0) continue;
          const b = BM25F.b[field];
          tf += (BM25F.weights[field] * count) / (1 - b + (b * words.length) / mean(field));
        }
        const df = all.filter((other) => TEXT_FIELDS.some((field) => other[field]?.includes(term.token))).length;
        const idf = Math.log(1 + (all.length - df + 0.5) / (df + 0.5));
        return sum + (term.weight * idf * tf) / (BM25F.k1 + tf);
      }, 0),
    );
    const top = Math.max(...scores);
    return normalise === 'own-top' && top > 0 ? scores.map((score) => score / top) : scores;
  });
  return all.map((_, row) => {
    const own = clauseScores.map((scores) => scores[row]!);
    return combine === 'sum' ? own.reduce((sum, score) => sum + score, 0) : Math.max(0, ...own);
  });
}

const signal: fc.Arbitrary<Omit<Signal, 'raw'> & { raw: number[] }> = fc.record({
  name: fc.constantFrom('lexical', 'text', 'picture'),
  raw: fc.array(fc.oneof(fc.double({ min: -5, max: 50, noNaN: true }), fc.constant(Number.NaN)), {
    minLength: 5,
    maxLength: 5,
  }),
  weight: fc.constantFrom(0, 0.1, 0.8, 1),
  floor: fc.constantFrom(-1, 0, 0.3),
  least: fc.constantFrom(-2, 0, 5),
});

describe('ranking', () => {
  it('scores as the formula of BM25F does', () => {
    fc.assert(
      fc.property(query, documents, (wanted, all) => {
        const asked = lexicalTokens(wanted);
        const scores = bm25f(wanted, featuresOf(all, asked), statisticsOf(all, asked));
        for (const [row, expected] of naiveBm25f(wanted, all).entries()) expect(scores[row]!).toBeCloseTo(expected, 9);
      }),
    );
  });

  it('covers words as counting them one by one does', () => {
    const ways = fc.array(fc.array(token, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });
    const asked = fc.array(
      ways.map((alternatives) => ({ text: 'w', alternatives, share: 1 })),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(asked, documents, (words, all) => {
        const terms = words.flatMap(({ alternatives }) =>
          alternatives.flat().map((one) => ({ token: one, weight: 1 })),
        );
        const lexical: LexicalQuery = { clauses: [{ terms, normalise: 'none' }], combine: 'sum', mustNot: [] };
        const own = lexicalTokens(lexical);
        const parts = coverage({ lexical, words }, featuresOf(all, own), statisticsOf(all, own));
        const tokensOf = (one: TestDocument) => TEXT_FIELDS.flatMap((field) => one[field] ?? []);
        const has = (one: TestDocument, way: readonly string[]) => way.every((each) => tokensOf(one).includes(each));
        // A word counts when some way to have it consists of tokens that the catalog has.
        const known = words.filter(({ alternatives }) =>
          alternatives.some((way) => way.every((each) => all.some((one) => has(one, [each])))),
        );
        const expected = all.map((one) => {
          const had = known.filter(({ alternatives }) => alternatives.some((way) => has(one, way)));
          return known.length === 0 ? 0 : had.length / known.length;
        });
        expect([...parts]).toEqual(expected);
      }),
    );
  });

  it('explains every score to 1e-6, with values in 0..1 and no part for a weight of 0', () => {
    fc.assert(
      fc.property(fc.array(signal, { maxLength: 4 }), (signals) => {
        const fused = fuse(
          signals.map(({ raw, ...rest }) => ({ ...rest, raw: Float64Array.from(raw) })),
          5,
        );
        for (let row = 0; row < 5; row++) {
          const why = reasons(fused, row);
          const sum = why.reduce((total, { contribution }) => total + contribution, 0);
          expect(Math.abs(sum - fused.scores[row]!)).toBeLessThan(1e-6);
          for (const { value, weight, contribution } of why) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
            expect(weight).toBeGreaterThan(0);
            expect(contribution).toBe(weight * value);
          }
        }
      }),
    );
  });

  it('explains to 1e-6 what is taken from scores, which never rises by it nor falls below 0', () => {
    const share = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
    const weight = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(signal, { maxLength: 4 }), share, share, weight, (signals, one, other, lost) => {
        const fused = fuse(
          signals.map(({ raw, ...rest }) => ({ ...rest, raw: Float64Array.from(raw) })),
          5,
        );
        const once = lessen(fused, { name: 'popularity-discount', share: Float64Array.from(one), weight: lost });
        const twice = lessen(once, { name: 'availability', share: Float64Array.from(other), weight: 0.2 });
        for (let row = 0; row < 5; row++) {
          const sum = reasons(twice, row).reduce((total, { contribution }) => total + contribution, 0);
          expect(Math.abs(sum - twice.scores[row]!)).toBeLessThan(1e-6);
          expect(twice.scores[row]!).toBeLessThanOrEqual(fused.scores[row]!);
          expect(twice.scores[row]!).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('keeps the order of the only signal, and does not mind scale or shift', () => {
    const numbers = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(numbers, fc.constantFrom(0.5, 2, 8), fc.constantFrom(-3, 0, 7), (raw, scale, shift) => {
        const scoresOf = (values: number[]) =>
          fuse([{ name: 'text', raw: Float64Array.from(values), weight: 1 }], values.length).scores;
        const scores = scoresOf(raw);
        const moved = scoresOf(raw.map((value) => value * scale + shift));
        const isFlat = new Set(raw).size === 1;
        for (const [a, one] of raw.entries()) {
          if (!isFlat) expect(moved[a]!).toBeCloseTo(scores[a]!, 9);
          for (const [b, other] of raw.entries()) if (one > other) expect(scores[a]!).toBeGreaterThan(scores[b]!);
        }
      }),
    );
  });

  it('counts words as somebody reading the items would', () => {
    const word = fc.record({
      text: fc.constant('word'),
      alternatives: fc.array(fc.array(token, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      share: fc.constant(1),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), documents, (words, all) => {
        const has = (one: TestDocument, tokens: readonly string[]) =>
          tokens.every((each) => TEXT_FIELDS.some((field) => one[field]?.includes(each)));
        const isInCatalog = (each: string) => all.some((one) => has(one, [each]));
        const known = words
          .map(({ alternatives }) => alternatives.filter((tokens) => tokens.every(isInCatalog)))
          .filter((alternatives) => alternatives.length > 0);
        const naive = all.map((one) => {
          const had = known.filter((alternatives) => alternatives.some((tokens) => has(one, tokens))).length;
          return had > 0 && (known.length <= 2 ? had === known.length : had > known.length / 2)
            ? MEMBER.byWords
            : MEMBER.not;
        });
        const terms = words.flatMap(({ alternatives }) =>
          alternatives.flat().map((each) => ({ token: each, weight: 1 })),
        );
        const lexical: LexicalQuery = { clauses: [{ terms, normalise: 'none' }], combine: 'sum', mustNot: [] };
        const asked = lexicalTokens(lexical);
        const members = membership({ lexical, words }, featuresOf(all, asked), statisticsOf(all, asked), []);
        expect([...members]).toEqual(naive);
      }),
    );
  });

  it('decides on membership for each item by itself', () => {
    const word = fc.record({
      text: fc.constant('word'),
      alternatives: fc.array(fc.array(token, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      share: fc.constantFrom(1, 0.3),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), documents, (words, all) => {
        const terms = [...new Set(words.flatMap(({ alternatives }) => alternatives.flat()))].map((each) => ({
          token: each,
          weight: 1,
        }));
        const lexical: LexicalQuery = { clauses: [{ terms, normalise: 'none' }], combine: 'sum', mustNot: [] };
        const asked = lexicalTokens(lexical);
        const statistics = statisticsOf(all, asked);
        const members = membership({ lexical, words }, featuresOf(all, asked), statistics, []);
        for (const [row, one] of all.entries()) {
          const alone = membership({ lexical, words }, featuresOf([one], asked), statistics, []);
          expect(alone[0]).toBe(members[row]);
        }
      }),
    );
  });
});
