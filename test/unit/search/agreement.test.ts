import { describe, expect, it } from 'vitest';
import type { QueryPlan } from '#src/domain/query';
import type { FieldProfile } from '#src/ports/features';
import type { Signal } from '#src/ranking/fuse';
import { agreementSignals, isToldOtherwise } from '#src/search/agreement';
import { aPlan } from '#test/support/a-plan';
import { featuresOf } from '../ranking/candidates.ts';

const lexical: QueryPlan['lexical'] = { clauses: [], combine: 'sum', mustNot: [] };
const plan = aPlan('fan', { lexical, words: [{ text: 'fan', alternatives: [['fan']], share: 1 }] });
const documents = [
  { title: ['fan', 'light'] },
  { title: ['fan', 'light', 'white'] },
  { title: ['fan', 'mount'] },
  { title: ['fan', 'chain'] },
];
const words: Signal = { name: 'lexical', raw: Float64Array.of(1, 0.99, 0.5, 0.5), weight: 0.8, floor: 0 };

function heard(relevance: readonly Signal[], asked: QueryPlan = plan, weight = 0.15): number[] | undefined {
  const features = featuresOf(documents, asked.lexical.mustNot);
  const [signal] = agreementSignals(asked, features, relevance, weight);
  return signal && [...signal.raw];
}

describe('agreement as a signal', () => {
  it('hears the words of the titles near the best score, and no others', () => {
    const [light, , mount, chain] = heard([words])!;
    expect(light).toBeGreaterThan(0);
    expect([mount, chain]).toEqual([0, 0]);
  });

  it('lets no identifier decide what things are called', () => {
    const identifier: Signal = { name: 'identifier', raw: Float64Array.of(0, 0, 0, 1), weight: 10 };
    expect(heard([identifier, words])).toEqual(heard([words]));
  });

  it('gives no vote to what the shopper does not want', () => {
    const without = { ...plan, lexical: { ...lexical, mustNot: ['light'] } };
    expect(heard([words], without)![0]).toBe(0);
    expect(heard([words], without)![2]).toBeGreaterThan(0);
  });

  it('is not there without a weight or words', () => {
    expect(heard([words], plan, 0)).toBeUndefined();
    expect(heard([words], { ...plan, words: [] })).toBeUndefined();
  });

  it('is left to likely titles, brands and categories where there are some', () => {
    const profile = (field: string): FieldProfile => ({ field, type: 'text', items: 9, odd: 0, distinct: 3 });
    expect(isToldOtherwise(plan, [profile('kind'), profile('availability')])).toBe(false);
    expect(isToldOtherwise(plan, [profile('kind'), profile('brand')])).toBe(true);
    expect(isToldOtherwise(plan, [profile('category')])).toBe(true);
    expect(isToldOtherwise({ ...plan, likelyTitles: lexical }, [])).toBe(true);
  });
});
