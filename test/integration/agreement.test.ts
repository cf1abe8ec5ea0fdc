import { describe, expect, it } from 'vitest';
import { openSearchShop, type ShopItem } from '#test/support/search-shop';

const TITLES = [
  'ceiling fan with light kit',
  'ceiling fan with white light kit',
  'ceiling fan with brown light kit',
  'ceiling fan with remote and light kit',
  'ceiling fan with mount and rod kit',
];
const items = (more: Partial<ShopItem> = {}): ShopItem[] =>
  TITLES.map((title, index) => ({ id: `item ${index}`, title, ...more }));

async function agreements(shopItems: readonly ShopItem[]) {
  const shop = await openSearchShop(shopItems);
  try {
    const { hits } = await shop.ask({ text: 'ceiling fan', explain: 'on' });
    return hits.map(({ id, score, why }) => ({
      id,
      agreement: why!.find(({ signal }) => signal === 'agreement'),
      isExplained: Math.abs(why!.reduce((sum, { contribution }) => sum + contribution, 0) - score) < 1e-6,
    }));
  } finally {
    await shop.close();
  }
}

describe('what the best titles have in common', () => {
  it('counts where items have nothing but titles, and is explained', async () => {
    const found = await agreements(items());
    expect(found).toHaveLength(TITLES.length);
    for (const { isExplained } of found) expect(isExplained).toBe(true);
    const of = (id: string) => found.find((one) => one.id === id)!.agreement!;
    // No item has a picture: the part of the weight is left that words and texts have.
    expect(of('item 0').weight).toBeCloseTo(0.15 / 1.1, 6);
    expect(Math.max(...found.map(({ agreement }) => agreement!.value))).toBe(1);
    expect(of('item 4').contribution).toBeLessThan(of('item 3').contribution);
  });

  it.each([{ brand: 'Acme' }, { category: ['Fans'] }])('says nothing where items have %j', async (more) => {
    const found = await agreements(items(more));
    expect(found).toHaveLength(TITLES.length);
    for (const { agreement } of found) expect(agreement).toBeUndefined();
  });
});
