import { describe, expect, it } from 'vitest';
import type { LexicalQuery } from '#src/domain/query';
import { BM25F, type Bm25fOptions, bm25f, inverseDocumentFrequency, lexicalTokens } from '#src/ranking/bm25f';
import { featuresOf, statisticsOf, type TestDocument } from './candidates.ts';

const words = (...tokens: string[]): LexicalQuery => ({
  clauses: [{ terms: tokens.map((token) => ({ token, weight: 1 })), normalise: 'none' }],
  combine: 'sum',
  mustNot: [],
});

function scores(query: LexicalQuery, documents: readonly TestDocument[], options?: Bm25fOptions): number[] {
  const tokens = lexicalTokens(query);
  return [...bm25f(query, featuresOf(documents, tokens), statisticsOf(documents, tokens), options)];
}

describe('bm25f', () => {
  it('agrees with an example computed by hand', () => {
    const documents = [{ title: ['red', 'shoe'], brand: ['red'] }, { title: ['blue', 'shoe', 'with', 'lace'] }];
    const b = { title: 0.5, brand: 0.5, category: 0.5, attributes: 0.5, description: 0.5 };
    const weights = { title: 3, brand: 1, category: 1, attributes: 1, description: 1 };
    const [first, second] = scores(words('red'), documents, { k1: 0.6, b, weights });
    // Title: 3 / (0.5 + 0.5 * 2 / 3) = 3.6; brand: 1 / (0.5 + 0.5 * 1 / 0.5) = 2/3. idf = ln(1 + 1.5 / 1.5) = ln 2.
    const tf = 3.6 + 2 / 3;
    expect(first).toBeCloseTo((Math.LN2 * tf) / (0.6 + tf), 12);
    expect(second).toBe(0);
  });

  it('likes rare words, titles and short fields better', () => {
    const documents = [
      { title: ['lamp'], description: ['red'] },
      { title: ['red'], description: ['lamp'] },
      { title: ['red', 'with', 'a', 'long', 'title'] },
      { title: ['red'] },
    ];
    const [byDescription, byTitle, long, short] = scores(words('red'), documents);
    expect(byTitle!).toBeGreaterThan(byDescription!);
    expect(short!).toBeGreaterThan(long!);
    expect(inverseDocumentFrequency(100, 1)).toBeGreaterThan(inverseDocumentFrequency(100, 50));
    expect(inverseDocumentFrequency(100, 100)).toBeGreaterThan(0);
  });

  it('leaves a field of weight 0 and a term of weight 0 out', () => {
    const documents = [{ description: ['red'] }, {}];
    const silent = { ...BM25F, weights: { ...BM25F.weights, description: 0 } };
    expect(scores(words('red'), documents, silent)).toEqual([0, 0]);
    const query = { ...words(), clauses: [{ terms: [{ token: 'red', weight: 0 }], normalise: 'none' as const }] };
    expect(scores(query, documents)).toEqual([0, 0]);
  });

  it('divides a clause by its own best, and sums clauses or takes the best', () => {
    const documents = [{ title: ['red'] }, { title: ['shoe'] }, { title: ['red', 'shoe'] }];
    const clauses = ['red', 'shoe'].map((token) => ({ terms: [{ token, weight: 7 }], normalise: 'own-top' as const }));
    const summed = scores({ clauses, combine: 'sum', mustNot: [] }, documents);
    const best = scores({ clauses, combine: 'max', mustNot: [] }, documents);
    expect(summed[0]).toBeCloseTo(1, 12);
    expect(best[0]).toBeCloseTo(1, 12);
    expect(summed[2]).toBeGreaterThan(1);
    expect(best[2]).toBeLessThan(1);
  });

  it('weighs a clause after bringing it to its height', () => {
    const documents = [{ title: ['red'] }, { title: ['shoe'] }];
    const clause = (token: string, weight?: number) => ({
      terms: [{ token, weight: 7 }],
      normalise: 'own-top' as const,
      ...(weight !== undefined && { weight }),
    });
    const query: LexicalQuery = { clauses: [clause('red'), clause('shoe', 0.75)], combine: 'max', mustNot: [] };
    expect(scores(query, documents)).toEqual([expect.closeTo(1, 12), expect.closeTo(0.75, 12)]);
  });

  it('reads counts that more tokens were asked for', () => {
    const documents = [{ title: ['red', 'shoe'] }, { title: ['shoe'] }];
    const asked = ['lace', 'shoe', 'red'];
    const more = bm25f(words('red'), featuresOf(documents, asked), statisticsOf(documents, asked), BM25F, asked);
    expect([...more]).toEqual(scores(words('red'), documents));
  });

  it('scores nothing without candidates, words, or a field that anybody has', () => {
    expect(scores(words('red'), [])).toEqual([]);
    expect(scores(words(), [{ title: ['red'] }])).toEqual([0]);
    expect(scores(words('red'), [{ brand: ['red'] }, {}])[0]).toBeGreaterThan(0);
  });

  it('asks for every token once, those not wanted too', () => {
    expect(lexicalTokens({ ...words('red', 'shoe', 'red'), mustNot: ['lace', 'red'] })).toEqual([
      'red',
      'shoe',
      'lace',
    ]);
  });
});
