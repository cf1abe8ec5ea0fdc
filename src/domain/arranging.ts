import { VitrineError } from '#src/errors';

/** At most `most` items of one value of a field among the first `first` places of a list. */
export interface Cap {
  readonly field: string;
  /** 1..1000. */
  readonly most: number;
  /** 1..1000. */
  readonly first: number;
}

/** What of a list is not decided by the score of each item alone. */
export interface Arranging {
  /** How much likeness to the items before counts against relevance, 0 (not at all) to 1 (nothing else). */
  readonly diversity: number;
  readonly caps: readonly Cap[];
  /** The part of its score that the most popular item loses, 0 (none) to 1; others in proportion. */
  readonly popularityDiscount: number;
}

/** Lists in the order of the scores. */
export const AS_SCORED: Arranging = { diversity: 0, caps: [], popularityDiscount: 0 };

/** Places of a cap that does not say how many: what a shopper sees of a list. */
const FIRST = 20;
const LARGEST = 1000;

/** A cap as written: `brand:2/10`, or `brand:2` for the first 20 places. Throws `invalid_request`. */
export function parseCap(text: string): Cap {
  const [, field = '', most = '', first = String(FIRST)] = /^(.+):(\d{1,4})(?:\/(\d{1,4}))?$/su.exec(text.trim()) ?? [];
  const cap = { field: field.trim(), most: Number(most), first: Number(first) };
  const isNumber = (value: number) => value >= 1 && value <= LARGEST;
  if (cap.field !== '' && isNumber(cap.most) && isNumber(cap.first)) return cap;
  throw new VitrineError(
    'invalid_request',
    `cap must be FIELD:MOST or FIELD:MOST/PLACES with numbers from 1 to ${LARGEST}, e.g. brand:2/10 for at most two of a brand on the first ten places, not "${text}".`,
  );
}
