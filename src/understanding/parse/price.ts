import type { Filter } from '#src/domain/filter';
import { CURRENCY, canMean, currencyCode } from './currency.ts';
import type { Finding } from './finding.ts';
import { NUMBER, readNumber } from './numbers.ts';
import { PRICE_FORMS, type PriceForm } from './price-words.ts';

export interface PriceContext {
  /** Whether items have prices at all. */
  readonly hasPrices: boolean;
  /** ISO 4217 codes that items have. */
  readonly currencies: readonly string[];
}

export interface Prices {
  readonly findings: readonly Finding[];
  readonly notices: readonly string[];
}

/** How far "around 50" reaches to either side, as a share of it. */
const AROUND = 0.2;

/** Amounts with a limit: `under $120`, `50-100 €`, `zwischen 20 und 50 Euro`, `100元以下`. The first reading of a place counts. */
export function findPrices(folded: string, { hasPrices, currencies }: PriceContext): Prices {
  if (!hasPrices || !/\d/u.test(folded)) return { findings: [], notices: [] };
  const findings: Finding[] = [];
  const notices: string[] = [];
  for (const form of COMPILED) {
    for (const match of folded.matchAll(form.pattern)) {
      const place = { start: match.index, end: match.index + match[0].trimEnd().length };
      if (findings.some((other) => other.start < place.end && place.start < other.end)) continue;
      const amounts = amountsOf(match.groups!);
      if (!isPrice(form, folded, match, amounts)) continue;
      findings.push({ ...place, kind: 'filter', keep: false, filter: rangeOf(form.means, amounts) });
      const said = amounts.map(({ currency }) => currency).find((currency) => currency !== undefined);
      if (said === undefined) continue;
      const isOurs = currencies.length === 0 || canMean(said, currencies);
      if (!isOurs) notices.push(`prices are in ${currencies.join(', ')}: "${match[0].trim()}" was taken as that`);
      const code = currencyCode(said);
      if (isOurs && code !== undefined && currencies.length > 1)
        findings.push({ ...place, kind: 'filter', keep: false, filter: currencyFilter(code) });
    }
  }
  return { findings, notices };
}

interface Amount {
  readonly value: number;
  readonly currency: string | undefined;
}

/** `$ 1,200`, `1.2k usd`, `120 €`; the groups of the n-th amount of a form. */
function amountPattern(n: number): string {
  return String.raw`(?<before${n}>${CURRENCY})?\s*(?<![\d.,/])(?<number${n}>${NUMBER})(?![/%"'])\s*(?<kilo${n}>k(?![a-z]))?\s*(?<after${n}>${CURRENCY})?`;
}

const COMPILED = PRICE_FORMS.map((form) => ({
  ...form,
  pattern: new RegExp(form.pattern.replace('AMOUNT1', amountPattern(1)).replace('AMOUNT2', amountPattern(2)), 'gu'),
}));

function amountsOf(groups: Readonly<Record<string, string | undefined>>): Amount[] {
  return [1, 2].flatMap((n) => {
    const number = groups[`number${n}`];
    if (number === undefined) return [];
    const value = readNumber(number) * (groups[`kilo${n}`] === undefined ? 1 : 1000);
    return [{ value, currency: groups[`before${n}`] ?? groups[`after${n}`] }];
  });
}

/** What may follow a number that is a price without a currency: the end, or a word that begins something else. */
const AFTER_BARE =
  /^\s*(?:$|[,;.!?)]|(?:and|or|but|with|for|in|not|no|without|please|that|which|und|oder|aber|mit|fur|in|ohne|nicht|kein\w*)(?![a-z]))/u;
/** Who is over 50, and what is counted: no prices. */
const BEFORE_AGE =
  /(?:kids?|child(?:ren)?|toddlers?|bab(?:y|ies)|boys?|girls?|m[ae]n|wom[ae]n|adults?|people|seniors?|persons?|ages?|aged|those|anyone|kinder|frauen|manner|personen)\s*$/u;

function isPrice(
  form: Pick<PriceForm, 'bare'>,
  folded: string,
  match: RegExpExecArray,
  amounts: readonly Amount[],
): boolean {
  if (amounts.some(({ currency }) => currency !== undefined)) return true;
  if (match.groups!.lead !== undefined) return true;
  const after = folded.slice(match.index + match[0].trimEnd().length);
  return form.bare && AFTER_BARE.test(after) && !BEFORE_AGE.test(folded.slice(0, match.index));
}

function rangeOf(means: PriceForm['means'], [first, second]: readonly Amount[]): Filter {
  const filter = { field: 'price', kind: 'range', negated: false } as const;
  const { value } = first!;
  if (means === 'atMost') return { ...filter, to: value };
  if (means === 'atLeast') return { ...filter, from: value };
  if (means === 'around') return { ...filter, from: rounded(value * (1 - AROUND)), to: rounded(value * (1 + AROUND)) };
  // "20 to 1.5k": only the written letter counts; "2-3k" is 2000 to 3000.
  return { ...filter, from: Math.min(value, second!.value), to: Math.max(value, second!.value) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function currencyFilter(code: string): Filter {
  return { field: 'currency', kind: 'any', negated: false, values: [code] };
}
