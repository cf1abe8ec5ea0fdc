import { DAY_MS } from './catalog.ts';
import type { Kind } from './kind.ts';
import type { Product } from './product.ts';
import type { Random } from './random.ts';
import type { Shopper } from './shoppers.ts';

/** What a shopper does with an item; `at` in milliseconds. */
export interface Deed {
  readonly item: string;
  readonly type: 'view' | 'cart' | 'purchase' | 'like' | 'rating';
  readonly at: number;
  readonly value?: number;
}

/** Item → when last bought. */
export type Purchases = Map<string, number>;

export interface Assortment {
  readonly byId: ReadonlyMap<string, Product>;
  readonly byKind: ReadonlyMap<string, readonly Product[]>;
}

export interface Visit {
  readonly shopper: Shopper;
  readonly at: number;
  readonly assortment: Assortment;
  /** Of this shopper; the visit adds to it. */
  readonly purchases: Purchases;
}

const STRAY = 0.06;
const CART = 0.22;
const PURCHASE_FROM_CART = 0.6;
const LIKE = 0.08;
const COMPANION = 0.55;
const RATE = 0.35;
/** Chance by visit that a shopper buys again something that is used up. */
const BUY_AGAIN = 0.9;

export function createAssortment(products: readonly Product[]): Assortment {
  const byKind = new Map<string, Product[]>();
  for (const product of products) {
    const { name } = product.design.kind;
    byKind.set(name, [...(byKind.get(name) ?? []), product]);
  }
  return { byKind, byId: new Map(products.map((product) => [product.row.id, product])) };
}

/** A visit: someone comes for a kind, looks around, perhaps buys, and takes what goes with it. Adds to `purchases`. */
export function planVisit(visit: Visit, random: Random): Deed[] {
  const deeds: Deed[] = [];
  let at = visit.at;
  const does = (type: Deed['type'], product: Product): void => {
    at += random.whole(8, 150) * 1_000;
    deeds.push({ item: product.row.id, type, at });
    if (type !== 'purchase') return;
    visit.purchases.set(product.row.id, at);
    if (random.chance(RATE)) deeds.push(rate(product, visit.shopper, at, random));
  };
  const due = random.chance(BUY_AGAIN) ? usedUp(visit) : undefined;
  if (due !== undefined) for (const type of ['view', 'purchase'] as const) does(type, due);
  for (const product of looksAt(visit, chooseKind(visit, random), random.whole(2, 8), random)) {
    does('view', product);
    if (random.chance(LIKE)) does('like', product);
    if (!random.chance(CART)) continue;
    does('cart', product);
    if (!random.chance(PURCHASE_FROM_CART)) continue;
    does('purchase', product);
    const companion = random.chance(COMPANION) ? companionOf(product, visit, random) : undefined;
    if (companion !== undefined) for (const type of ['view', 'cart', 'purchase'] as const) does(type, companion);
  }
  return deeds;
}

/** Some days later; who bought what suits is happier. */
function rate(product: Product, shopper: Shopper, at: number, random: Random): Deed {
  const joy = 3.6 + Math.log(affinity(product, shopper, at)) / 4 + 0.7 * random.normal();
  const value = Math.max(1, Math.min(5, Math.round(joy)));
  return { item: product.row.id, type: 'rating', at: at + random.whole(2, 12) * DAY_MS, value };
}

/** Something bought that must be used up by now. */
function usedUp({ assortment, purchases, at }: Visit): Product | undefined {
  const due = [...purchases].find(([id, when]) => {
    const { lasts } = assortment.byId.get(id)!.design.kind;
    return lasts !== undefined && at - when > 0.7 * lasts * DAY_MS;
  });
  return due && assortment.byId.get(due[0]);
}

/** Favourites by rank, seldom something else. */
function chooseKind({ shopper, assortment }: Visit, random: Random): string {
  if (random.chance(STRAY)) return random.pick([...assortment.byKind.keys()]);
  return random.weighted(shopper.kinds, (kind) => 1 / (1 + shopper.kinds.indexOf(kind)));
}

/** Different items, the likelier the better they suit; durable things are not looked at again once bought. */
function looksAt(
  { shopper, assortment, purchases, at }: Visit,
  kind: string,
  count: number,
  random: Random,
): Product[] {
  const open = assortment.byKind
    .get(kind)!
    .filter(({ row }) => !purchases.has(row.id) && Date.parse(row.createdAt) <= at);
  const chosen: Product[] = [];
  while (chosen.length < Math.min(count, open.length)) {
    chosen.push(random.weighted(open, (product) => (chosen.includes(product) ? 0 : affinity(product, shopper, at))));
  }
  return chosen;
}

function companionOf(product: Product, visit: Visit, random: Random): Product | undefined {
  const kinds = (product.design.kind.goesWith ?? []).filter((kind) => visit.assortment.byKind.has(kind));
  if (kinds.length === 0) return undefined;
  /** The first companion is the natural one: the case for the phone, the sleeping bag for the tent. */
  const kind = random.weighted(kinds, (one) => (one === kinds[0] ? 4 : 1));
  return looksAt(visit, kind, 1, random)[0];
}

/** How well an item suits a shopper: the factors of taste multiply. */
function affinity({ row, design, appeal }: Product, shopper: Shopper, at: number): number {
  const colour = shopper.colours.includes(row.colour) ? 8 : 1;
  const brand = shopper.brands.includes(row.brand) ? 4 : 1;
  const purse = Math.exp(-3 * Math.abs(Math.log(design.level / shopper.priceLevel)));
  return (
    appeal * colour * brand * purse * genderFit(row.gender, shopper.wears, design.kind) * novelty(row.createdAt, at)
  );
}

function genderFit(gender: unknown, wanted: string, { category }: Kind): number {
  const worn = category[0] === 'Clothing' || category[0] === 'Shoes' || category[0] === 'Accessories';
  return worn && typeof gender === 'string' && ['women', 'men'].includes(gender) && gender !== wanted ? 0.1 : 1;
}

/** New things draw for a month. */
function novelty(createdAt: string, at: number): number {
  return 1 + Math.exp((Date.parse(createdAt) - at) / (30 * DAY_MS));
}
