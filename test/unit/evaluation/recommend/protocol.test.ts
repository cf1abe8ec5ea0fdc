import { describe, expect, it } from 'vitest';
import { interactionsOf } from '#src/cf/interactions';
import { createRecommenders, RECOMMENDERS } from '#src/evaluation/recommend/models';
import { evaluateRecommendations, type RecommendationTask } from '#src/evaluation/recommend/protocol';
import { plainRecommendationReport } from '#src/evaluation/recommend/report';
import { CATALOG, checkerboard, trainShop } from '../../cf/shop.ts';

const owned: Record<string, string[]> = { ann: ['a'], bob: ['a', 'b'] };
const task: RecommendationTask = {
  targets: new Map([
    ['ann', new Set(['a', 'c'])],
    ['bob', new Set(['a'])],
  ]),
  ownedBy: (user) => new Set(owned[user]),
  catalog: ['a', 'b', 'c', 'd'],
  usersOf: (item) => (item === 'a' ? 2 : 1),
};
const asked: string[] = [];
const always = {
  name: 'always',
  recommend: (user: string, limit: number, excludesOwned: boolean) => {
    asked.push(`${user} ${limit} ${excludesOwned}`);
    return excludesOwned ? ['c', 'd'] : ['a', 'd'];
  },
};

describe('the protocol of recommendation lists', () => {
  it('judges all by everything, and new by what a user did not own', async () => {
    const { protocols } = await evaluateRecommendations([always], task, { depth: 2 });
    expect(protocols.map(({ protocol, users }) => [protocol, users])).toEqual([
      ['all', 2],
      ['new', 1],
    ]);
    const [all, fresh] = protocols.map(({ models }) => models[0]!);
    expect([all!.hit.mean, all!.recall.mean, all!.coverage, all!.popularity]).toEqual([1, 0.75, 0.5, 1.5]);
    expect([fresh!.hit.mean, fresh!.recall.mean, fresh!.coverage]).toEqual([1, 1, 0.5]);
    expect(asked).toEqual(['ann 2 false', 'bob 2 false', 'ann 2 true']);
  });

  it('says that nobody is left to judge by', async () => {
    const nobody = { ...task, targets: new Map() };
    await expect(evaluateRecommendations([always], nobody, { depth: 2 })).rejects.toThrow(/--test-from/u);
  });

  it('finds what each model left out of a checkerboard, without what is owned when so asked', async () => {
    const interactions = interactionsOf(checkerboard(), { items: CATALOG });
    const { items, users, byUser } = interactions;
    const ownedBy = (user: string) => {
      const at = users.indexOf(user);
      const own = byUser.indices.subarray(byUser.offsets[at], byUser.offsets[at + 1]);
      return new Set(Array.from(own, (item) => items.ids[item]!));
    };
    const left = (user: string) =>
      CATALOG.filter(
        (item) => item.split('-')[0] === user.split('-')[0] && !item.endsWith('5') && !ownedBy(user).has(item),
      );
    const targets = new Map(users.ids.map((user) => [user, new Set(left(user))]));
    const recommenders = createRecommenders(
      RECOMMENDERS,
      trainShop(checkerboard(), { als: { factors: 2 } }),
      interactions,
    );
    const evaluation = await evaluateRecommendations(
      recommenders,
      { targets, ownedBy, catalog: items.ids, usersOf: () => 1 },
      { depth: 2 },
    );
    const fresh = evaluation.protocols[1]!;
    expect(fresh.users).toBe(24);
    const hits = Object.fromEntries(fresh.models.map(({ model, hit }) => [model, hit.mean]));
    for (const model of ['content', 'item', 'als', 'als-fold-in', 'ease', 'for-you'])
      expect([model, hits[model]]).toEqual([model, 1]);
    expect(hits.popularity).toBeLessThan(1);
    expect(plainRecommendationReport(evaluation)).toMatch(/for-you +1\.000 +1\.000\.\.1\.000/u);
  });
});
