import { LIMITS } from './answer.ts';

/** A query as answers are kept under it: case, width and blanks do not count, `-` and digits do. */
export function normaliseQuery(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, LIMITS.query)
    .replace(/\p{Cs}$/u, '')
    .trim();
}
