import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchPage } from '#src/domain/hit';
import { openSearchShop, type SearchShop, type ShopItem } from '#test/support/search-shop';

const ITEMS: ShopItem[] = [
  { id: 'plain', title: 'walnut shelf', availability: 'in_stock', rating: 3, createdAt: '2020-01-01' },
  { id: 'gone', title: 'walnut shelf', availability: 'out_of_stock', rating: 4, createdAt: '2021-01-01', sku: 'SH-77' },
  { id: 'later', title: 'walnut shelf', availability: 'preorder', rating: 5, createdAt: '2023-01-01' },
  { id: 'half', title: 'walnut bowl for fruit', availability: 'in_stock' },
];

describe('weights of signals', () => {
  let shop: SearchShop;
  beforeAll(async () => {
    shop = await openSearchShop(ITEMS);
  });
  afterAll(() => shop.close());

  const ask = (parameters: Readonly<Record<string, unknown>> = {}) =>
    shop.ask({ text: 'walnut shelf', explain: 'on', cutoff: 'off', ...parameters });
  const ids = ({ hits }: SearchPage) => hits.map(({ id }) => id);
  const reason = ({ hits }: SearchPage, id: string, name: string) =>
    hits.find((hit) => hit.id === id)!.why!.find(({ signal }) => signal === name);

  it('put what cannot be had behind what is as good, and say so', async () => {
    const page = await ask();
    expect(ids(page)).toEqual(['plain', 'later', 'gone', 'half']);
    expect(reason(page, 'gone', 'availability')).toMatchObject({ raw: 1, weight: -0.2 });
    expect(reason(page, 'plain', 'availability')).toMatchObject({ raw: 0, contribution: -0 });
    expect(ids(await ask({ weight: 'availability:0' }))).toEqual(['gone', 'later', 'plain', 'half']);
    expect(ids(await ask({ text: 'SH-77' }))[0]).toBe('gone');
  });

  it('count what a request says, in the class that it names', async () => {
    expect(ids(await ask({ weight: 'freshness:1,availability:0' })).slice(0, 3)).toEqual(['later', 'gone', 'plain']);
    expect(ids(await ask({ weight: { rating: 1, 'words.availability': 0 } })).slice(0, 3)).toEqual([
      'later',
      'gone',
      'plain',
    ]);
    expect(ids(await ask({ weight: 'picture.freshness:1' }))).toEqual(ids(await ask()));
    const byRating = { lexical: 0, coverage: 0, text: 0, 'words-to-picture': 0, availability: 0, rating: 1 };
    const rated = ids(await ask({ weight: byRating }));
    expect([rated[0], rated.at(-1)]).toEqual(['later', 'plain']);
    const none = await ask({ weight: ['lexical:0', 'coverage:0', 'text:0', 'availability:0'] });
    expect(new Set(none.hits.map(({ score }) => score))).toEqual(new Set([0]));
  });

  it('keep scores explained, and belong to the question that a queryId answers', async () => {
    const page = await ask({ weight: 'freshness:0.5,rating:0.25,availability:0.9' });
    for (const { score, why } of page.hits)
      expect(Math.abs(why!.reduce((sum, { contribution }) => sum + contribution, 0) - score)).toBeLessThan(1e-6);
    expect((await ask({ queryId: page.queryId })).queryId).not.toBe(page.queryId);
  });

  it.each([
    ['freshnes:1', 'There is no signal "freshnes"'],
    ['lexical:-1', 'The weight of "lexical" must be a number from 0'],
    [{ lexical: Number.NaN }, 'not "NaN"'],
    [7, 'weight must be SIGNAL:NUMBER'],
  ])('%j is refused', async (weight, message) => {
    await expect(async () => ask({ weight })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining(message),
    });
  });
});
