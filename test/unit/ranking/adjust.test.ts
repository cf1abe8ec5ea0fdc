import { describe, expect, it } from 'vitest';
import type { Filter } from '#src/domain/filter';
import type { Adjustment, LexicalQuery } from '#src/domain/query';
import { adjust } from '#src/ranking/adjust';
import { reasons } from '#src/ranking/explain';
import { fuse } from '#src/ranking/fuse';
import { featuresOf } from './candidates.ts';

const tokens = ['laptop', 'notebook', 'case'];
const query: LexicalQuery = {
  clauses: [{ terms: tokens.map((token) => ({ token, weight: 0 })), normalise: 'none' }],
  combine: 'sum',
  mustNot: [],
};
const documents = [
  { title: ['notebook', 'case'] },
  { title: ['notebook'] },
  { title: ['desk'], category: ['laptop'] },
  { description: ['case'] },
];
const fused = fuse([{ name: 'lexical', raw: Float64Array.of(4, 2, 1, 0), weight: 1, floor: 0 }], 4);
const passFirst = (_: Filter) => Uint8Array.of(1, 0, 0, 0);

function adjusted(...adjustments: Adjustment[]) {
  return adjust(fused, adjustments, query, featuresOf(documents, tokens), passFirst);
}

const types: Adjustment = {
  name: 'product-type',
  factor: 1.5,
  when: [
    { tokens: ['notebook'], fields: ['title'] },
    { tokens: ['laptop'], fields: ['title', 'category'] },
  ],
};
const excluded: Adjustment = {
  name: 'other-type',
  factor: 0.5,
  when: [{ tokens: ['notebook', 'case'], fields: ['title'] }],
};
const brand: Adjustment = {
  name: 'preferred-value',
  factor: 2,
  when: [{ filter: { field: 'brand', negated: false, kind: 'any', values: ['acme'] } }],
};

describe('adjust', () => {
  it('multiplies the scores of those that fulfil one of the conditions, one adjustment after the other', () => {
    expect([...adjusted(types).scores]).toEqual([1.5, 0.75, 0.375, 0]);
    expect([...adjusted(types, excluded).scores]).toEqual([0.75, 0.75, 0.375, 0]);
    expect([...adjusted(brand).scores]).toEqual([2, 0.5, 0.25, 0]);
  });

  it('needs all tokens of a condition in one field', () => {
    const both = { ...excluded, when: [{ tokens: ['laptop', 'desk'], fields: ['title', 'category'] }] } as Adjustment;
    expect([...adjusted({ ...both, when: [{ tokens: ['case'], fields: ['title'] }] }).scores][3]).toBe(0);
    expect([...adjusted(excluded).scores]).toEqual([0.5, 0.5, 0.25, 0]);
  });

  it('explains itself: contributions add up', () => {
    const result = adjusted(types, excluded, brand);
    for (const row of documents.keys()) {
      const sum = reasons(result, row).reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(result.scores[row]!, 12);
    }
    expect(reasons(result, 0).map(({ signal, contribution }) => [signal, contribution])).toEqual([
      ['lexical', 1],
      ['product-type', 0.5],
      ['other-type', -0.75],
      ['preferred-value', 0.75],
    ]);
    expect(reasons(result, 2).map(({ signal }) => signal)).toEqual(['lexical', 'product-type']);
  });

  it('leaves out what concerns nobody, or everybody', () => {
    const nobody: Adjustment = { ...types, when: [{ tokens: ['laptop'], fields: ['title'] }] };
    const all = adjust(fused, [brand], query, featuresOf(documents, tokens), () => Uint8Array.of(1, 1, 1, 1));
    expect(adjusted(nobody, { ...types, when: [] })).toEqual(fused);
    expect(all).toEqual(fused);
    expect(adjusted()).toEqual(fused);
  });
});
