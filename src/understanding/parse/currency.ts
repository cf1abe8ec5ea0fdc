/** Ways to write a currency, folded; `$` may be one of several. */
const CURRENCIES: Readonly<Record<string, string>> = {
  USD: 'us$ usd dollar dollars bucks buck 美元 美金',
  EUR: '€ eur euro euros 欧元',
  GBP: '£ gbp quid',
  JPY: 'jpy yen 円 日元',
  CNY: 'cny rmb yuan 元 块钱 块 人民币',
  CHF: 'chf franken sfr',
  CAD: 'ca$ c$ cad',
  AUD: 'au$ a$ aud',
  INR: '₹ inr rs rupees',
  KRW: '₩ krw won',
};

const CODES = new Map(
  Object.entries(CURRENCIES).flatMap(([code, forms]) => forms.split(' ').map((form) => [form, code] as const)),
);

const forms = [...CODES.keys(), '$', '¥'].sort((a, b) => b.length - a.length);
const escaped = (form: string) => form.replace(/[$.]/gu, String.raw`\$&`);
/** A word must end where its letters end; a sign need not. */
const isWord = (form: string) => /[a-z]$/u.test(form);

/** Any way to write a currency, for use inside a larger expression over folded text. */
export const CURRENCY = `(?:${forms
  .map((form) => (isWord(form) ? `(?<![a-z])${escaped(form)}(?![a-z])` : escaped(form)))
  .join('|')})`;

/** The ISO 4217 code; undefined for `$` and `¥`, which several currencies share. */
export function currencyCode(form: string): string | undefined {
  return CODES.get(form);
}

/** Whether a sign or code can mean one of these currencies. */
export function canMean(form: string, codes: readonly string[]): boolean {
  const code = currencyCode(form);
  if (code !== undefined) return codes.includes(code);
  return codes.some((own) => (form === '$' ? /^(?:USD|CAD|AUD|NZD|SGD|HKD|MXN)$/u : /^(?:JPY|CNY)$/u).test(own));
}
