import { VitrineError } from '#src/errors';
import { parseDate } from './date.ts';

const DAY_MS = 24 * 3_600_000;
/** Texts that name a day and no time of it. */
const DAY =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{8}|\d{1,2} [a-z]{3} \d{4}|[a-z]+\.? \d{1,2},? \d{4})$/iu;

/** Milliseconds since 1970; a day alone is its first or its last millisecond. Undefined for what is no date. */
export function parseMoment(text: string, edge: 'start' | 'end'): number | undefined {
  const iso = parseDate(text);
  if (iso === undefined) return undefined;
  const time = Date.parse(iso);
  return edge === 'end' && DAY.test(text.trim()) ? time + DAY_MS - 1 : time;
}

/** A time that a flag gives, as `parseMoment` reads it. Throws `usage`. */
export function readMoment(flag: string, text: string, edge: 'start' | 'end'): number {
  const moment = parseMoment(text, edge);
  if (moment === undefined) {
    throw new VitrineError('usage', `${flag} "${text}" is no time: write 2024-05-31, or 2024-05-31T18:00:00Z.`);
  }
  return moment;
}
