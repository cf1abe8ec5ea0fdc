import type { AttributeValue, Item } from '#src/domain/item';
import { parseDate } from './date.ts';
import { parseMoment } from './moment.ts';
import { isNothing, type Read, scalarText, unreadable } from './values.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

const EXPIRY = ['expiresAt', 'expires_at', 'expiration_date'];
/** Between these the price counts; before and after, `listPrice` does. A day is meant wholly. */
const SALE_DATES = { saleStarts: 'start', saleEnds: 'end' } as const;

/** Whether time alone could make an item go, or change its price. */
export function changesWithTime({ attributes }: Pick<Item, 'attributes'>): boolean {
  return [...EXPIRY, ...Object.keys(SALE_DATES)].some((name) => attributes[name] !== undefined);
}

/** A row may say until when its item counts (Google's feeds: `expiration_date`). `now`: milliseconds since 1970. */
export function hasExpired(attributes: Attributes, now: number): boolean {
  return EXPIRY.some((name) => {
    const value = attributes[name];
    const date = typeof value === 'string' || typeof value === 'number' ? parseDate(value) : undefined;
    return date !== undefined && Date.parse(date) <= now;
  });
}

export function isSaleDate(name: string): name is keyof typeof SALE_DATES {
  return Object.hasOwn(SALE_DATES, name);
}

/** A moment as ISO 8601 in UTC. */
export function readSaleDate(name: keyof typeof SALE_DATES, value: unknown): Read<string> {
  if (isNothing(value)) return undefined;
  const text = value instanceof Date ? value.toJSON() : scalarText(value);
  const moment = parseMoment(text ?? '', SALE_DATES[name]);
  return moment === undefined ? unreadable('is not a date (as 2024-12-31)') : new Date(moment).toISOString();
}

/** Without dates a sale has no end. `now`: milliseconds since 1970. */
export function isOnSale({ saleStarts, saleEnds }: Attributes, now: number): boolean {
  const hasStarted = typeof saleStarts !== 'string' || Date.parse(saleStarts) <= now;
  return hasStarted && (typeof saleEnds !== 'string' || now <= Date.parse(saleEnds));
}
