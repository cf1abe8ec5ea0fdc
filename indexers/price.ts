/** A price as a feed writes it. */
export interface Price {
  readonly amount: number;
  /** ISO 4217, when the text names one. */
  readonly currency?: string;
}

/** Signs of one currency; a lone `kr` may be of four and stays unnamed. `$` is the US dollar unless letters say more. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  US$: 'USD',
  A$: 'AUD',
  C$: 'CAD',
  R$: 'BRL',
  '£': 'GBP',
  '¥': 'JPY',
  '￥': 'JPY',
  元: 'CNY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₴': 'UAH',
  zł: 'PLN',
  Kč: 'CZK',
  Ft: 'HUF',
};

const PRICE = /^(?<before>[^\d.,+-]*)(?<number>[+-]?[\d.,'’\s]*\d[\d.,'’\s]*?)(?:[.,]?[-–—]{1,2})?(?<after>[^\d]*)$/u;

/**
 * Longest text that is a price or a number, in UTF-16 units, each run of blanks counted as one: the patterns here take
 * the third power of the length.
 */
const LONGEST = 64;

/** Words that make a number a hundredth of what prices are told in. */
const CENTS = /^(?:ct\.?|cents?|¢)$/iu;

/** Reads `12.99`, `1.299,00 €`, `1,299.00 USD`, `CHF 1'299.-`, `99 ct`; undefined when the text is no single price. */
export function parsePrice(text: string): Price | undefined {
  const single = text.replace(/\s+/gu, ' ').trim();
  if (single.length > LONGEST) return undefined;
  if (MACHINE.test(single)) return finite(Number(single));
  const { before, number, after } = PRICE.exec(single)?.groups ?? {};
  if (number === undefined) return undefined;
  const words = `${before} ${after}`.trim();
  const amount = parseNumber(number, words !== '');
  if (amount === undefined || !Number.isFinite(amount)) return undefined;
  if (words === '') return { amount };
  if (CENTS.test(words)) return { amount: amount / 100 };
  const currency = currencyCode(words);
  return currency === undefined ? undefined : { amount, ...(currency !== '' && { currency }) };
}

/** As programs write numbers. */
const MACHINE = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu;
const SCIENTIFIC = /^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/iu;

function finite(amount: number): Price | undefined {
  return Number.isFinite(amount) ? { amount } : undefined;
}

/**
 * A number with separators. With both kinds the last is the decimal one. Alone, a point is a decimal point (as machines
 * write) and a comma before three digits separates thousands; in a `written` number (beside a currency) so does a
 * point.
 */
export function parseNumber(text: string, written = false): number | undefined {
  const compact = text.replace(/['’\s]/gu, '');
  if (compact.length > LONGEST) return undefined;
  if (SCIENTIFIC.test(compact)) return Number(compact);
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/u.test(compact)) return undefined;
  const decimal = decimalSeparator(compact, written);
  const plain = compact.replace(/[.,]/gu, (_, at: number) => (decimal === at ? '.' : ''));
  return Number(plain);
}

/** Place of the decimal separator; -1 when there is none. */
function decimalSeparator(text: string, written: boolean): number {
  const point = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  const last = Math.max(point, comma);
  if (last < 0) return -1;
  if (point >= 0 && comma >= 0) return last;
  const isSingle = text.indexOf(text[last]!) === last;
  if (!isSingle) return -1;
  const separatesThousands = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/u.test(text) && (comma >= 0 || written);
  return separatesThousands ? -1 : last;
}

/** The ISO code of a currency's code or sign; empty for a unit that does not name one, undefined for other words. */
export function currencyCode(words: string): string | undefined {
  const text = words.trim();
  if (/^[a-z]{3}$/iu.test(text)) return text.toUpperCase();
  if (Object.hasOwn(SIGNS, text)) return SIGNS[text];
  if (/^euros?$/iu.test(text)) return 'EUR';
  return /^(?:kr\.?|rs\.?|:-)$/iu.test(text) ? '' : undefined;
}
