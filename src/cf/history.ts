import type { Dictionary } from './dictionary.ts';
import { type CfEvent, createEventWeight, DAY_MS, decay, type EventWeightOptions } from './event-weights.ts';
import type { Interactions } from './interactions.ts';

/** What a shopper had to do with, each item once, newest first. */
export interface History {
  /** Numbers of items, as the model has them. */
  readonly items: Uint32Array;
  /** Above 0: weight of the strongest event, faded by the age of the newest. */
  readonly weights: Float64Array;
  /** The same without fading, as training weighs pairs: for fold-in. */
  readonly strengths: Float64Array;
  /** The strongest event with each, e.g. `purchase`; undefined where only the pair is known. */
  readonly types: readonly (string | undefined)[];
  /** Items that the shopper spoke against. */
  readonly disliked: ReadonlySet<number>;
}

export interface HistoryOptions extends EventWeightOptions {
  /** Default 2 days, as CF's item neighbours want it; Infinity: nothing fades. */
  readonly halfLifeDays?: number;
  /** What ages are counted from, milliseconds since 1970; by default the shopper's newest event. */
  readonly asOf?: number;
  /** Newest items that count, default 200. */
  readonly limit?: number;
}

const HISTORY_HALF_LIFE_DAYS = 2;
const LIMIT = 200;

export const NO_HISTORY: History = {
  items: new Uint32Array(0),
  weights: new Float64Array(0),
  strengths: new Float64Array(0),
  types: [],
  disliked: new Set(),
};

/** A shopper's events, in any order, as a history; items that the model does not know are left out. */
export function historyOf(
  events: Iterable<Omit<CfEvent, 'user'>>,
  items: Pick<Dictionary, 'indexOf'>,
  options: HistoryOptions = {},
): History {
  const weigh = createEventWeight(options);
  const known = new Map<number, KnownItem>();
  const disliked = new Set<number>();
  const usable = [...events].filter(({ at }) => Number.isFinite(at) && at <= (options.asOf ?? Infinity));
  for (const event of usable.sort((a, b) => a.at - b.at)) {
    const item = items.indexOf(event.item);
    const weight = weigh(event);
    if (item < 0 || weight === 0) continue;
    if (weight < 0) {
      known.delete(item);
      disliked.add(item);
    } else {
      const before = known.get(item);
      const stronger = before && before.weight > weight ? before : { weight, type: event.type };
      known.set(item, { weight: stronger.weight, type: stronger.type, at: event.at });
      disliked.delete(item);
    }
  }
  const newest = [...known].sort(([a, one], [b, other]) => other.at - one.at || a - b);
  return finish(newest, options, disliked);
}

/** The history of a user of the training, by number. */
export function trainedHistory(
  { byUser, ageDays }: Pick<Interactions, 'byUser' | 'ageDays'>,
  user: number,
  { halfLifeDays = HISTORY_HALF_LIFE_DAYS, limit = LIMIT }: Pick<HistoryOptions, 'halfLifeDays' | 'limit'> = {},
): History {
  const from = byUser.offsets[user];
  const order = Uint32Array.from({ length: byUser.offsets[user + 1] - from }, (_, n) => from + n)
    .sort((a, b) => ageDays[a] - ageDays[b] || a - b)
    .subarray(0, limit);
  return {
    items: order.map((at) => byUser.indices[at]),
    weights: Float64Array.from(order, (at) => byUser.values[at] * decay(ageDays[at], halfLifeDays)),
    strengths: Float64Array.from(order, (at) => byUser.values[at]),
    types: Array.from(order, () => undefined),
    disliked: new Set(),
  };
}

interface KnownItem {
  readonly weight: number;
  readonly type: string;
  readonly at: number;
}

function finish(
  newest: readonly (readonly [number, KnownItem])[],
  { halfLifeDays = HISTORY_HALF_LIFE_DAYS, limit = LIMIT, asOf = newest[0]?.[1].at ?? 0 }: HistoryOptions,
  disliked: ReadonlySet<number>,
): History {
  const kept = newest.slice(0, limit);
  return {
    items: Uint32Array.from(kept, ([item]) => item),
    weights: Float64Array.from(kept, ([, { weight, at }]) => weight * decay((asOf - at) / DAY_MS, halfLifeDays)),
    strengths: Float64Array.from(kept, ([, { weight }]) => weight),
    types: kept.map(([, { type }]) => type),
    disliked,
  };
}
