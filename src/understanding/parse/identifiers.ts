import { normaliseIdentifier } from '#src/text/identifier';

/** Neighbouring words that may be one model number: `wh1000 xm4`. */
const MOST_JOINED = 3;
/** Shorter ones are sizes and counts. In letters and digits. */
const SHORTEST = 4;

/**
 * What in a text may be an item's own identifier, normalised: the text as a whole, words with a digit, such words with
 * their neighbours, and the other lengths of a bar code (a UPC of 12 digits is an EAN with a zero before it).
 */
export function identifiersOf(text: string): string[] {
  if (text === '') return [];
  const words = text.split(/\s+/u);
  const found = new Set([normaliseIdentifier(text)]);
  for (const [from] of words.entries()) {
    for (let to = from + 1; to <= Math.min(words.length, from + MOST_JOINED); to++) {
      const joined = normaliseIdentifier(words.slice(from, to).join(''));
      const isCode = to - from === 1 ? /\d/u.test(joined) : /\d/u.test(joined) && /\p{L}/u.test(joined);
      if (isCode && joined.length >= SHORTEST) found.add(joined);
    }
  }
  for (const one of [...found]) for (const code of barCodes(one)) found.add(code);
  return [...found];
}

/** The lengths that bar codes are written in: GTIN-8, UPC (12), EAN (13) and GTIN-14. */
const LENGTHS = [8, 12, 13, 14] as const;

/** A bar code in all the lengths that it can be written in; none when its check digit is wrong. */
function barCodes(digits: string): string[] {
  if (!/^\d+$/u.test(digits) || !LENGTHS.some((length) => length === digits.length) || !isChecked(digits)) return [];
  const significant = digits.replace(/^0+/u, '');
  return LENGTHS.filter((length) => length >= significant.length).map((length) => significant.padStart(length, '0'));
}

/** Whether the last digit is right: weights 3 and 1 from the right (GS1 General Specifications, 7.9). */
function isChecked(digits: string): boolean {
  const [check, ...others] = [...digits].reverse().map(Number);
  const sum = others.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === check;
}
