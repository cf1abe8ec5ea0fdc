import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchPage } from '#src/domain/hit';
import { openSearchShop, type SearchShop, type ShopItem } from '#test/support/search-shop';

const KINDS = ['running', 'running', 'running', 'running', 'hiking', 'evening'];
const BRANDS = ['Acme', 'ACME', 'Acme', 'Bolt', 'Bolt', undefined];
/** The longer its title, the later an item comes. */
const ITEMS: ShopItem[] = Array.from({ length: 30 }, (_, n) => ({
  id: `s${n}`,
  title: `shoe ${KINDS[n % 6]} ${'x'.repeat(3)} ${Array.from({ length: n }, (_, word) => `w${word}`).join(' ')}`,
  sku: `SKU-${1000 + n}`,
  category: ['Shoes', KINDS[n % 6]!],
  price: 10 + n,
  ...(BRANDS[n % 6] !== undefined && { brand: BRANDS[n % 6]! }),
}));

describe('an arranged search', () => {
  let shop: SearchShop;
  beforeAll(async () => {
    shop = await openSearchShop(ITEMS);
  });
  afterAll(() => shop.close());

  const ask = (parameters: Readonly<Record<string, unknown>> = {}) =>
    shop.ask({ text: 'shoe', limit: 50, explain: 'on', ...parameters });
  const ids = ({ hits }: SearchPage) => hits.map(({ id }) => id);
  const brands = ({ hits }: SearchPage, first: number) =>
    hits.slice(0, first).flatMap(({ item }) => (item.brand === undefined ? [] : [String(item.brand).toLowerCase()]));
  const most = (values: readonly string[]) =>
    Math.max(...values.map((value) => values.filter((other) => other === value).length));

  it('stands as scored where nothing is asked', async () => {
    const plain = await ask();
    expect(plain.hits.some(({ moved }) => moved)).toBe(false);
    expect(ids(await ask({ diversity: 0, cap: 'none', popularityDiscount: 0 }))).toEqual(ids(plain));
    expect([...plain.hits].sort((a, b) => b.score - a.score)).toEqual(plain.hits);
  });

  it('shows the same items, counts and total, in a more varied order', async () => {
    const [plain, varied] = [await ask(), await ask({ diversity: 0.6 })];
    expect(ids(varied)).not.toEqual(ids(plain));
    expect(ids(varied)[0]).toBe(ids(plain)[0]);
    expect(ids(varied).sort()).toEqual(ids(plain).sort());
    expect([varied.total, varied.facets]).toEqual([plain.total, plain.facets]);
    // Each score, and what it is made of, is that of the item; the place is told apart.
    const scores = new Map(plain.hits.map((hit) => [hit.id, [hit.score, hit.why]]));
    for (const { id, score, why } of varied.hits) expect([score, why]).toEqual(scores.get(id));
    for (const [place, { id, moved }] of varied.hits.entries()) {
      const from = ids(plain).indexOf(id) + 1;
      expect(moved ?? null).toEqual(from === place + 1 ? null : { from, by: ['diversity'] });
    }
  });

  it('keeps caps on the places that they name, however a value is written', async () => {
    expect(most(brands(await ask(), 8))).toBeGreaterThan(2);
    const capped = await ask({ cap: 'brand:2/8' });
    expect(most(brands(capped, 8))).toBe(2);
    expect(capped.hits.filter(({ moved }) => moved?.by.includes('cap')).length).toBeGreaterThan(2);
    const both = await ask({ diversity: 0.6, cap: ['brand:2/6', { field: 'category', most: 1, first: 3 }] });
    expect(most(brands(both, 6))).toBe(2);
    expect(new Set(both.hits.slice(0, 3).map(({ item }) => String(item.category))).size).toBe(3);
    expect(both.total).toEqual(capped.total);
  });

  it('replays its pages', async () => {
    const parameters = { diversity: 0.6, cap: 'brand:1/9' };
    const all = ids(await ask(parameters));
    const first = await ask({ ...parameters, limit: 7 });
    const pages = ids(first);
    for (let offset = 7; offset < first.total.value; offset += 7)
      pages.push(...ids(await ask({ ...parameters, limit: 7, offset, queryId: first.queryId })));
    expect(pages).toEqual(all);
    const other = await ask({ ...parameters, diversity: 0.2, queryId: first.queryId });
    expect(other.queryId).not.toBe(first.queryId);
  });

  it('leaves first what an identifier names, and a sorted list sorted', async () => {
    expect(ids(await ask({ text: 'SKU-1007', diversity: 1 }))[0]).toBe('s7');
    const sorted = await ask({ sort: 'price:desc', diversity: 0.5, cap: 'brand:1' });
    expect(ids(sorted)).toEqual(ids(await ask({ sort: 'price:desc' })));
    expect(sorted.notices).toContain('diversity and cap do nothing in a sorted list');
    const browsed = await ask({ text: '', diversity: 0.5 });
    expect(browsed.notices.join()).toContain('do nothing without words');
    expect((await ask({ popularityDiscount: 0.5 })).notices.join()).toContain('vitrine train');
  });

  it.each([
    [{ diversity: 2 }, 'invalid_request', 'diversity must be a number from 0 to 1, not 2'],
    [{ diversity: 'much' }, 'invalid_request', 'diversity must be a number from 0 to 1'],
    [{ diversity: Number.NaN }, 'invalid_request', 'diversity must be a number from 0 to 1'],
    [{ popularityDiscount: -0.1 }, 'invalid_request', 'popularityDiscount must be a number from 0 to 1, not -0.1'],
    [{ cap: 'brand' }, 'invalid_request', 'brand:2/10'],
    [{ cap: [{ field: 'brand', most: 0, first: 3 }] }, 'invalid_request', 'brand:2/10'],
    [{ cap: 'material:2' }, 'unknown_field', 'No item has a field "material"'],
  ])('says what is wrong with %j', async (parameters, code, message) => {
    await expect(async () => ask(parameters)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});
