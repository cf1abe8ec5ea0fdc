import { currencyCode, type Price, parsePrice } from './price.ts';
import { isNothing, isObject, type Read, scalarNumber, scalarText, unreadable } from './values.ts';

/** Names of columns that tell a price beside the one that counts, without case and signs. */
const PRICE_NAMES = new Set(['listprice', 'compareatprice', 'regularprice', 'saleprice', 'currentprice']);

/** Whether an attribute is a price by its name: `listPrice`, `compare_at_price`. */
export function isPriceName(name: string): boolean {
  return PRICE_NAMES.has(name.toLowerCase().replace(/[^a-z]/gu, ''));
}

/**
 * Reads a number, a text as `parsePrice` does, or `{amount, currency}` as interfaces of shops write it (`value` for
 * `amount`, `currencyCode` or `currency_code` for `currency`); undefined for everything else.
 */
export function readMoney(value: unknown): Price | undefined {
  const written = amountOf(value);
  const amount = scalarNumber(written);
  const price = typeof written === 'string' ? parsePrice(written) : amount === undefined ? undefined : { amount };
  if (price === undefined || !isObject(value)) return price;
  const currency = currencyCode(scalarText(value.currency ?? value.currencyCode ?? value.currency_code) ?? '');
  return currency ? { ...price, currency } : price;
}

/** An object without an amount is no price: it comes back. */
function amountOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  return 'amount' in value ? value.amount : 'value' in value ? value.value : value;
}

export function readPrice(value: unknown): Read<number> {
  if (isNothing(amountOf(value))) return undefined;
  const amount = readMoney(value)?.amount;
  if (amount === undefined) return unreadable('is not a number');
  if (!Number.isFinite(amount)) return unreadable('is too large to be a number');
  return amount < 0 ? unreadable('is negative') : amount;
}

const CENTS_COLUMN = /cents?$/iu;
const SAYS_CENTS = /(?:ct\.?|cents?|¢)$/iu;

/** The price that a column tells, in whole units: `price_cents` and `priceCents` tell hundredths. */
export function inWholeUnits(column: string, value: unknown): unknown {
  if (!CENTS_COLUMN.test(column) || (typeof value === 'string' && SAYS_CENTS.test(value.trim()))) return value;
  const price = readMoney(value);
  return price === undefined ? value : { ...price, amount: price.amount / 100 };
}
