import { VitrineError } from '#src/errors';
import { parseDate } from './date.ts';

const DAY_MS = 24 * 3_600_000;
/** Texts that name a day and no time of it. */
const DAY = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{8})$/u;

/** A time that a flag gives, in milliseconds since 1970; a day alone is its first or its last millisecond. Throws `usage`. */
export function readMoment(flag: string, text: string, edge: 'start' | 'end'): number {
  const iso = parseDate(text);
  if (iso === undefined) {
    throw new VitrineError('usage', `${flag} "${text}" is no time: write 2024-05-31, or 2024-05-31T18:00:00Z.`);
  }
  const time = Date.parse(iso);
  return edge === 'end' && DAY.test(text.trim()) ? time + DAY_MS - 1 : time;
}
