import { DAY_MS, SHOP_TIME } from './catalog.ts';
import type { Product } from './product.ts';
import { createRandom, type Random } from './random.ts';
import type { Shopper } from './shoppers.ts';
import { createAssortment, type Deed, type Purchases, planVisit } from './visit.ts';

/** One line of `events.jsonl`. */
export interface EventRow {
  readonly id: string;
  /** Absent in the visits of people who did not sign in. */
  readonly user?: string;
  readonly session: string;
  readonly item: string;
  readonly type: Deed['type'];
  readonly at: string;
  /** The stars of a rating, 1 to 5. */
  readonly value?: number;
}

/** Days before SHOP_TIME in which everything happens. */
export const HISTORY_DAYS = 60;
/** Share of visits without signing in. */
const ANONYMOUS_SHARE = 0.05;
/** Visits by hour of the day: people shop in the evening. */
const HOURS = [1, 0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 4, 5, 4, 3, 3, 4, 5, 7, 9, 10, 9, 6, 3];
/** A visit has at least so many events on average; where it has more, the oldest are left out. */
const EVENTS_A_VISIT = 8;

interface VisitTime {
  readonly shopper: Shopper;
  readonly at: number;
}

/** `count` events in the order of time. The same seed gives the same events. */
export function planEvents(
  seed: number,
  count: number,
  products: readonly Product[],
  shoppers: readonly Shopper[],
): readonly EventRow[] {
  const random = createRandom(`${seed} events`);
  const assortment = createAssortment(products);
  const bought = new Map(shoppers.map(({ id }) => [id, new Map() as Purchases]));
  const rows = planTimes(random, shoppers, Math.ceil(count / EVENTS_A_VISIT)).flatMap(({ shopper, at }, number) => {
    const chance = createRandom(`${seed} visit ${number}`);
    const signedIn = !chance.chance(ANONYMOUS_SHARE);
    const session = `v${String(number + 1).padStart(5, '0')}`;
    const deeds = planVisit({ shopper, at, assortment, purchases: bought.get(shopper.id)! }, chance);
    return deeds.map((deed) => ({ ...(signedIn ? { user: shopper.id } : {}), session, ...deed }));
  });
  return rows
    .filter(({ at }) => at <= SHOP_TIME)
    .sort((one, other) => one.at - other.at)
    .slice(-count)
    .map(({ at, ...row }, index) => ({
      id: `e${String(index + 1).padStart(6, '0')}`,
      ...row,
      at: new Date(at).toISOString(),
    }));
}

/** When who drops in, in the order of time. */
function planTimes(random: Random, shoppers: readonly Shopper[], visits: number): VisitTime[] {
  const hours = [...HOURS.keys()];
  return Array.from({ length: visits }, () => {
    const day = random.whole(1, HISTORY_DAYS);
    const hour = random.weighted(hours, (one) => HOURS[one]!) + random.next();
    const shopper = random.weighted(shoppers, ({ activity }) => activity);
    return { shopper, at: SHOP_TIME - day * DAY_MS + Math.floor(hour * 3_600) * 1_000 };
  }).sort((one, other) => one.at - other.at);
}
