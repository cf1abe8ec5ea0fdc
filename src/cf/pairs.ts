import { byUserAndItem, type EventColumns } from './event-log.ts';
import { offsetsOf } from './sparse.ts';

/** One entry for each user and item that have to do with each other, by user and then item. */
export interface Pairs {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  /** Above 0. */
  readonly weights: Float32Array;
  /** Of the newest event, milliseconds since 1970. */
  readonly times: Float64Array;
}

export interface PairUpOptions {
  readonly users: number;
  readonly items: number;
  /** Later events are left out. Milliseconds since 1970. */
  readonly asOf: number;
  /** `once`: a pair has the weight of its strongest event; `add`: the sum of them. */
  readonly repeats: 'once' | 'add';
}

/** Events of one user and item as one pair; a dislike takes back what came before it. Answers how many came too late. */
export function pairUp(events: EventColumns, { users, items, asOf, repeats }: PairUpOptions) {
  const order = byUserAndItem(events, users, items);
  const { user, item, weight, at } = events;
  const pairs = allocate(order.length);
  let late = 0;
  let size = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from];
    let total = 0;
    for (to = from; to < order.length && user[order[to]] === user[first] && item[order[to]] === item[first]; to++) {
      const event = order[to];
      if (at[event] > asOf) late++;
      else if (weight[event] < 0) total = 0;
      else {
        total = repeats === 'add' ? total + weight[event] : Math.max(total, weight[event]);
        pairs.times[size] = at[event];
      }
    }
    if (total <= 0) continue;
    pairs.users[size] = user[first];
    pairs.items[size] = item[first];
    pairs.weights[size++] = total;
  }
  return { pairs: firstOf(pairs, size), late };
}

/** At most `limit` entries of each of `size` keys, the newest; order stays. The pairs given are not to be used any more. */
export function keepNewest(pairs: Pairs, keys: Uint32Array, size: number, limit: number): Pairs {
  const offsets = offsetsOf(keys, size);
  let hasLong = false;
  for (let key = 0; key < size; key++) hasLong ||= offsets[key + 1] - offsets[key] > limit;
  if (!hasLong) return pairs;
  const place = offsets.slice();
  const sorted = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at++) sorted[place[keys[at]]++] = at;
  const keep = new Uint8Array(keys.length).fill(1);
  for (let key = 0; key < size; key++) {
    const own = sorted.subarray(offsets[key], offsets[key + 1]);
    if (own.length <= limit) continue;
    const newest = own.slice().sort((a, b) => pairs.times[b] - pairs.times[a] || a - b);
    for (const at of newest.subarray(limit)) keep[at] = 0;
  }
  return keepMarked(pairs, keep);
}

function allocate(size: number): Pairs {
  return {
    users: new Uint32Array(size),
    items: new Uint32Array(size),
    weights: new Float32Array(size),
    times: new Float64Array(size),
  };
}

function firstOf({ users, items, weights, times }: Pairs, size: number): Pairs {
  return {
    users: users.subarray(0, size),
    items: items.subarray(0, size),
    weights: weights.subarray(0, size),
    times: times.subarray(0, size),
  };
}

/** Moves those that are kept to the front, in place: there may be many millions. */
function keepMarked(pairs: Pairs, keep: Uint8Array): Pairs {
  let size = 0;
  for (let at = 0; at < keep.length; at++) {
    if (keep[at] === 0) continue;
    pairs.users[size] = pairs.users[at];
    pairs.items[size] = pairs.items[at];
    pairs.weights[size] = pairs.weights[at];
    pairs.times[size++] = pairs.times[at];
  }
  return firstOf(pairs, size);
}
