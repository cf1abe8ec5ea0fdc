import { afterEach, expect, it } from 'vitest';
import type { SearchRequest } from '#src/domain/query';
import { searchOnce } from '#src/search/search-once';
import { openSearchShop, type SearchShop } from '#test/support/search-shop';

let shop: SearchShop | undefined;
afterEach(async () => {
  await shop?.close();
  shop = undefined;
});

it('searches for an item of the catalog, and asks no language model', async () => {
  shop = await openSearchShop([{ id: 'a', title: 'Desk lamp' }]);
  const { search, generation, state } = shop;
  const asked: SearchRequest[] = [];
  const found: string[] = [];
  const counted: typeof search = async (request) => {
    asked.push(request);
    const page = await search(request);
    found.push(...page.hits.map(({ id }) => id));
    return page;
  };
  await searchOnce(counted, generation(), { catalog: 'shop', records: state.records });
  expect(asked).toMatchObject([{ text: 'Desk lamp', rewrite: 'off', personalise: false }]);
  expect(found).toEqual(['a']);
});
