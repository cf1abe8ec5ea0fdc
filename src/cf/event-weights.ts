/** What models need of an event; `at` as milliseconds since 1970. */
export interface CfEvent {
  readonly user: string;
  readonly item: string;
  readonly type: string;
  readonly at: number;
  /** Of a `rating`: 1 to 5 by default, see `likedRating`. */
  readonly value?: number;
}

export interface EventWeightOptions {
  /** How much an event of a type says, relative to a purchase; at least 0, and 0 leaves the type out. */
  readonly weights?: Readonly<Record<string, number>>;
  /** A rating from here up counts as a like, default 3.5. */
  readonly likedRating?: number;
  /** A rating up to here counts as a dislike, default 2. */
  readonly dislikedRating?: number;
}

/** Relative to a purchase. By convention, not by measurement: the development data holds purchases alone. */
export const EVENT_WEIGHTS: Readonly<Record<string, number>> = {
  purchase: 1,
  cart: 0.6,
  like: 0.6,
  click: 0.2,
  view: 0.2,
  impression: 0,
};

/** The weight of an event: above 0 it speaks for the item, −1 against it, 0 says nothing (unknown types too). */
export function createEventWeight({
  weights = {},
  likedRating = 3.5,
  dislikedRating = 2,
}: EventWeightOptions = {}): (event: Pick<CfEvent, 'type' | 'value'>) => number {
  const table = new Map(Object.entries({ ...EVENT_WEIGHTS, ...weights }));
  const like = table.get('like') ?? 0;
  return ({ type, value }) => {
    if (type === 'dislike') return AGAINST;
    if (type !== 'rating') return table.get(type) ?? 0;
    if (value === undefined || Number.isNaN(value)) return 0;
    if (value <= dislikedRating) return AGAINST;
    return value >= likedRating ? like : 0;
  };
}

const AGAINST = -1;
export const DAY_MS = 86_400_000;

/** 2^(−age / half-life), both in days: 1 for the present and whatever lies ahead; 1 for ever with an endless half-life. */
export function decay(ageDays: number, halfLifeDays: number): number {
  if (halfLifeDays === Infinity || ageDays <= 0) return 1;
  return 2 ** (-ageDays / halfLifeDays);
}
