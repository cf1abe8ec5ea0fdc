import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, planCatalog, SHOP_TIME } from '#demo/catalog';
import { type EventRow, HISTORY_DAYS, planEvents } from '#demo/events';
import type { Product } from '#demo/product';
import { planShoppers, type Shopper } from '#demo/shoppers';

const COUNT = 20_000;
let products: ReadonlyMap<string, Product>;
let shoppers: ReadonlyMap<string, Shopper>;
let events: readonly EventRow[];
let purchases: readonly { readonly shopper: Shopper; readonly product: Product }[];

beforeAll(() => {
  const catalog = planCatalog(1);
  const people = planShoppers(1, 300, catalog);
  products = new Map(catalog.map((product) => [product.row.id, product]));
  shoppers = new Map(people.map((shopper) => [shopper.id, shopper]));
  events = planEvents(1, COUNT, catalog, people);
  purchases = events.flatMap(({ type, user, item }) =>
    type === 'purchase' && user !== undefined ? [{ shopper: shoppers.get(user)!, product: products.get(item)! }] : [],
  );
});

const share = (holds: (purchase: (typeof purchases)[number]) => boolean): number =>
  purchases.filter(holds).length / purchases.length;
/** What the share would be if everybody bought what anybody bought. */
const chance = (holds: (purchase: (typeof purchases)[number]) => boolean): number => {
  const shifted = purchases.map(({ shopper }, index) => ({
    shopper,
    product: purchases[(index * 7 + 501) % purchases.length]!.product,
  }));
  return shifted.filter(holds).length / shifted.length;
};
const buyersOf = (kind: string): Set<string> =>
  new Set(purchases.filter(({ product }) => product.design.kind.name === kind).map(({ shopper }) => shopper.id));

describe('the events of the demo shop', () => {
  it('are as many as asked for, in the order of time, within the history', () => {
    expect(events).toHaveLength(COUNT);
    const times = events.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times[0]!).toBeGreaterThanOrEqual(SHOP_TIME - HISTORY_DAYS * DAY_MS);
    expect(times[0]!).toBeLessThan(SHOP_TIME - 50 * DAY_MS);
    expect(times.at(-1)!).toBeLessThanOrEqual(SHOP_TIME);
    expect(new Set(events.map(({ id }) => id)).size).toBe(COUNT);
  });

  it('are the same for the same seed', () => {
    const catalog = [...products.values()];
    expect(planEvents(1, 500, catalog, planShoppers(1, 300, catalog))).toEqual(
      planEvents(1, 500, catalog, [...shoppers.values()]),
    );
    expect(planEvents(2, 500, catalog, [...shoppers.values()])).not.toEqual(
      planEvents(1, 500, catalog, [...shoppers.values()]),
    );
  });

  it('name items and shoppers that exist, some of them nobody', () => {
    expect(events.filter(({ item }) => !products.has(item))).toEqual([]);
    expect(events.filter(({ user }) => user !== undefined && !shoppers.has(user))).toEqual([]);
    expect(events.filter(({ user }) => user === undefined).length).toBeGreaterThan(200);
    expect(shoppers.size).toBe(300);
  });

  it('are of five types; only ratings have a value, 1 to 5 stars', () => {
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['view', 'cart', 'purchase', 'like', 'rating']));
    expect(events.filter(({ type, value }) => (value === undefined) !== (type !== 'rating'))).toEqual([]);
    const stars = events.flatMap(({ value }) => value ?? []);
    expect(stars.every((star) => [1, 2, 3, 4, 5].includes(star))).toBe(true);
  });

  it('come in visits of one shopper', () => {
    const visits = new Map(events.map(({ session, user }) => [session, user]));
    expect(events.filter(({ session, user }) => visits.get(session) !== user)).toEqual([]);
    expect(visits.size).toBeGreaterThan(1_000);
  });

  it('happen after the item came into the shop', () => {
    expect(events.filter(({ item, at }) => at < products.get(item)!.row.createdAt)).toEqual([]);
  });

  it('show tastes: kinds, colours, brands and purses', () => {
    const kind = ({ shopper, product }: (typeof purchases)[number]): boolean =>
      shopper.kinds.includes(product.design.kind.name);
    const colour = ({ shopper, product }: (typeof purchases)[number]): boolean =>
      shopper.colours.includes(product.row.colour);
    const brand = ({ shopper, product }: (typeof purchases)[number]): boolean =>
      shopper.brands.includes(product.row.brand);
    expect(share(kind)).toBeGreaterThan(0.5);
    expect(share(kind)).toBeGreaterThan(5 * chance(kind));
    expect(share(colour)).toBeGreaterThan(1.5 * chance(colour));
    expect(share(brand)).toBeGreaterThan(1.5 * chance(brand));
    const level = (dear: boolean): number => {
      const levels = purchases
        .filter(({ shopper }) => shopper.priceLevel > 1 === dear)
        .map(({ product }) => product.design.level);
      return levels.reduce((sum, one) => sum + one, 0) / levels.length;
    };
    expect(level(true)).toBeGreaterThan(1.15 * level(false));
  });

  it('put together what goes together', () => {
    for (const [kind, companion] of [
      ['phone', 'phone-case'],
      ['tent', 'sleeping-bag'],
    ] as const) {
      const [buyers, others] = [buyersOf(kind), buyersOf(companion)];
      const both = [...buyers].filter((shopper) => others.has(shopper)).length;
      expect(both / buyers.size).toBeGreaterThan(3 * (others.size / shoppers.size));
    }
  });

  it('repeat only what is used up', () => {
    const times = new Map<string, number>();
    for (const { shopper, product } of purchases) {
      const key = `${shopper.id} ${product.row.id}`;
      times.set(key, (times.get(key) ?? 0) + 1);
      if (times.get(key)! > 1) expect(product.design.kind.lasts).toBeDefined();
    }
    expect([...times.values()].filter((count) => count > 1).length).toBeGreaterThan(20);
  });
});
