import type { AttributeValue, Item } from '#src/domain/item';
import { type CfEvent, createEventWeight, DAY_MS, decay, type EventWeightOptions } from './event-weights.ts';

/** What a shopper likes, with how sure that is. */
export interface InterestProfile {
  /** Best first. */
  readonly types: readonly Interest[];
  readonly brands: readonly Interest[];
  readonly colours: readonly Interest[];
  readonly sizes: readonly Interest[];
  /** Undefined without prices. */
  readonly price: PriceBand | undefined;
  /** Events that it is made of, and the time of the newest in milliseconds since 1970; undefined without any. */
  readonly events: number;
  readonly newest: number | undefined;
}

export interface Interest {
  readonly value: string;
  /** Share of the decayed weight of the shopper's events, held back while there are few: 0 to below 1. */
  readonly strength: number;
  /** Events with it. */
  readonly events: number;
}

export interface PriceBand {
  /** Weighted tenth and ninetieth percentile, and the median, of the prices. */
  readonly from: number;
  readonly median: number;
  readonly to: number;
  /** The commonest; only prices in it count. Undefined where items name none. */
  readonly currency: string | undefined;
}

export interface InterestProfileOptions extends EventWeightOptions {
  /** Default 30 days: a taste outlives a visit. */
  readonly halfLifeDays?: number;
  /** What ages are counted from, milliseconds since 1970; default the newest event. */
  readonly asOf?: number;
  /** Values kept of each kind, default 5. */
  readonly limit?: number;
}

/** Weight of events that a new shopper is taken to have had for nothing in particular. */
const PRIOR = 1;
const COLOUR = /colou?r/iu;
const SIZE = /(?:^|[^a-z])size(?:$|[^a-z])/iu;

interface WeighedItem {
  readonly item: Item;
  readonly weight: number;
}

/** The profile of a shopper from events and the items they are about; items that are not known say nothing. */
export function interestProfile(
  events: Iterable<Omit<CfEvent, 'user'>>,
  itemOf: (id: string) => Item | undefined,
  options: InterestProfileOptions = {},
): InterestProfile {
  const { halfLifeDays = 30, limit = 5 } = options;
  const weigh = createEventWeight(options);
  const usable = [...events].filter((event) => Number.isFinite(event.at) && event.at <= (options.asOf ?? Infinity));
  const newest = usable.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
  const asOf = options.asOf ?? newest;
  const weighed = usable.flatMap((event): WeighedItem[] => {
    const item = itemOf(event.item);
    const weight = weigh(event) * decay((asOf - event.at) / DAY_MS, halfLifeDays);
    return item && weight > 0 ? [{ item, weight }] : [];
  });
  const ranked = (valuesOf: (item: Item) => readonly string[]) => rankValues(weighed, valuesOf).slice(0, limit);
  return {
    types: ranked(({ category }) => category?.slice(-1) ?? []),
    brands: ranked(({ brand }) => (brand === undefined ? [] : [brand])),
    colours: ranked(attributeValues(COLOUR)),
    sizes: ranked(attributeValues(SIZE)),
    price: priceBand(weighed),
    events: weighed.length,
    newest: usable.length > 0 ? newest : undefined,
  };
}

/** The profile as a plain sentence in English. */
export function describeInterests({ types, brands, colours, sizes, price, events }: InterestProfile): string {
  const named = (interests: readonly Interest[], most: number): string | undefined => {
    const strong = interests.filter(({ strength }) => strength >= SPOKEN_OF).slice(0, most);
    return strong.length > 0 ? strong.map(({ value }) => value).join(' and ') : undefined;
  };
  const brand = named(brands, 2);
  const colour = named(colours, 2);
  const size = named(sizes, 2);
  const parts = [
    named(types, 3) ?? 'many kinds of things',
    brand && `by ${brand}`,
    colour && `in ${colour}`,
    size && `in size ${size}`,
    price && `at ${bandOf(price)}${price.currency === undefined ? '' : ` ${price.currency}`}`,
  ];
  if (events === 0) return 'Nothing is known of this shopper yet.';
  return `Likes ${parts.filter((part) => part !== undefined).join(', ')} (${events} ${events === 1 ? 'event' : 'events'}).`;
}

/** A weaker interest is no word worth. */
const SPOKEN_OF = 0.15;

function rankValues(weighed: readonly WeighedItem[], valuesOf: (item: Item) => readonly string[]): Interest[] {
  const totals = new Map<string, { weight: number; events: number }>();
  let all = 0;
  for (const { item, weight } of weighed) {
    all += weight;
    for (const value of new Set(valuesOf(item))) {
      const before = totals.get(value) ?? { weight: 0, events: 0 };
      totals.set(value, { weight: before.weight + weight, events: before.events + 1 });
    }
  }
  return [...totals]
    .map(([value, { weight, events }]) => ({ value, strength: weight / (all + PRIOR), events }))
    .sort((a, b) => b.strength - a.strength || (a.value < b.value ? -1 : 1));
}

/** Values of the first attribute with such a name. */
function attributeValues(name: RegExp): (item: Item) => readonly string[] {
  return ({ attributes }) => {
    const found = Object.entries(attributes).find(([key]) => name.test(key));
    return found ? textsOf(found[1]) : [];
  };
}

function textsOf(value: AttributeValue): readonly string[] {
  if (typeof value === 'boolean') return [];
  return typeof value === 'object' ? value : [String(value)];
}

function priceBand(weighed: readonly WeighedItem[]): PriceBand | undefined {
  const priced = weighed.flatMap(({ item, weight }) =>
    item.price === undefined ? [] : [{ price: item.price, currency: item.currency, weight }],
  );
  const currency = commonest(priced);
  const same = priced.filter((one) => one.currency === currency).sort((a, b) => a.price - b.price);
  if (same.length === 0) return undefined;
  const total = same.reduce((sum, { weight }) => sum + weight, 0);
  const at = (share: number): number => {
    let sum = 0;
    for (const { price, weight } of same) {
      sum += weight;
      if (sum >= share * total) return price;
    }
    return same.at(-1)!.price;
  };
  return { from: at(0.1), median: at(0.5), to: at(0.9), currency };
}

function commonest(priced: readonly { readonly currency: string | undefined; readonly weight: number }[]) {
  const weights = new Map<string | undefined, number>();
  for (const { currency, weight } of priced) weights.set(currency, (weights.get(currency) ?? 0) + weight);
  return [...weights].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function bandOf({ from, to }: PriceBand): string {
  return from === to ? round(from) : `${round(from)} to ${round(to)}`;
}

function round(price: number): string {
  return String(Number(price.toFixed(2)));
}
