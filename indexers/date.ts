const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](.+))?$/u;
const DAY_FIRST = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ](.+))?$/u;
const EITHER_FIRST = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?: (.+))?$/u;
const MONTH_FIRST = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2}),? (\d{4})(?: (.+))?$/iu;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY_AND_NAME = /^(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4}/iu;
const ZONE = /(?:z|[a-z]{3}|[+-]\d{2}:?\d{2})$/iu;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/u;

/**
 * A date as ISO 8601 in UTC; a time without a zone counts as UTC. Reads ISO forms, `31.12.2024`, `31-12-2024`,
 * `Dec 31, 2024`, `20241231`, seconds or milliseconds since 1970 and RFC 2822; `03/04/2024` and `03-04-2024` may be of
 * March or April and are refused.
 */
export function parseDate(value: string | number): string | undefined {
  const text = String(value).trim();
  const compact = COMPACT.exec(text);
  if (compact) return fromParts(compact[1]!, compact[2]!, compact[3]!, undefined);
  if (/^\d{9,10}(?:\.\d+)?$/u.test(text)) return toIso(Number(text) * 1000);
  if (/^\d{12,13}$/u.test(text)) return toIso(Number(text));
  const iso = ISO.exec(text);
  if (iso) return fromParts(iso[1]!, iso[2]!, iso[3]!, iso[4]);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return fromParts(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!, dayFirst[4]);
  const eitherFirst = EITHER_FIRST.exec(text);
  if (eitherFirst) return fromEither(eitherFirst);
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst) return fromParts(monthFirst[3]!, monthNumber(monthFirst[1]!), monthFirst[2]!, monthFirst[4]);
  return DAY_AND_NAME.test(text) ? toIso(Date.parse(ZONE.test(text) ? text : `${text} UTC`)) : undefined;
}

function monthNumber(name: string): string {
  return String(MONTHS.indexOf(name.toLowerCase()) + 1);
}

function fromEither([, first, , second, year, time]: RegExpExecArray): string | undefined {
  if (Number(first) > 12) return fromParts(year!, second!, first!, time);
  return Number(second) > 12 || first === second ? fromParts(year!, first!, second!, time) : undefined;
}

function fromParts(year: string, month: string, day: string, time: string | undefined): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const midnight = toIso(Date.parse(`${date}T00:00:00Z`));
  if (!midnight?.startsWith(date)) return undefined;
  if (time === undefined) return midnight;
  const clock = time
    .trim()
    .replace(/\s*(?:UTC|GMT)$/iu, 'Z')
    .replace(/\s+(?=[+-]\d)/u, '')
    .replace(/([+-]\d{2})(\d{2})$/u, '$1:$2');
  return toIso(Date.parse(`${date}T${/(?:Z|[+-]\d{2}:?\d{2})$/iu.test(clock) ? clock : `${clock}Z`}`));
}

function toIso(time: number): string | undefined {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : undefined;
}
