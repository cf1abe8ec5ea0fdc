import { VitrineError } from '#src/errors';
import { createDictionary, type Dictionary, type GrowingDictionary } from './dictionary.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { type CfEvent, createEventWeight, DAY_MS, decay, type EventWeightOptions } from './event-weights.ts';
import { offsetsOf, type SparseMatrix } from './sparse.ts';

/** Who had to do with what: the events of a catalog as a matrix of users and items. */
export interface Interactions {
  readonly users: Dictionary;
  /** Items of the catalog given beforehand, then others as the events name them. */
  readonly items: Dictionary;
  /** Shape [users][items]: the weight of the pair, above 0. */
  readonly byUser: SparseMatrix;
  /** Beside each entry of `byUser`: its newest event, in days before `asOf`; at least 0. */
  readonly ageDays: Float32Array;
  /** What ages are counted from: the newest event, unless another moment was asked for. Milliseconds since 1970. */
  readonly asOf: number;
  readonly events: EventCounts;
}

export interface EventCounts {
  /** Events that were added. */
  readonly read: number;
  /** Of them: says nothing (impressions, types without a weight), after `asOf`, or without a user, item or time. */
  readonly unused: number;
  /** Pairs of a user and an item that were left out by the limits. */
  readonly cut: number;
  /** Events that speak for an item, a day or more after their user's first one: of people who came back. */
  readonly returning: number;
  /** Of them, those for an item that the user had to do with a day or more before. */
  readonly again: number;
}

export interface InteractionOptions extends EventWeightOptions {
  /** Items that are there without events; must not repeat. */
  readonly items?: readonly string[];
  /** Users that are there without events, e.g. with factors from elsewhere; must not repeat. */
  readonly users?: readonly string[];
  /** Milliseconds since 1970; later events are left out. By default the newest event. */
  readonly asOf?: number;
  /** By default a pair counts once, by its strongest event; with `add` its events add up. */
  readonly repeats?: 'once' | 'add';
  /** The weight of a pair fades by its newest event; default: it does not. Above 0. */
  readonly halfLifeDays?: number;
  /** The newest items of a user that count, default 1,000: a robot with 100,000 events is no better witness. */
  readonly maxItemsPerUser?: number;
  /** The newest users of an item that count, default all. */
  readonly maxUsersPerItem?: number;
  /** Events that will come, as far as that is known: there may be more or fewer. */
  readonly expected?: number;
}

export interface InteractionsBuilder {
  add(events: Iterable<CfEvent>): void;
  /** May be called again after more events. */
  build(): Interactions;
}

/** Takes events in batches, in any order, at about 17 bytes an event besides the ids. */
export function createInteractionsBuilder(options: InteractionOptions = {}): InteractionsBuilder {
  checkOptions(options);
  const users = createDictionary(options.users);
  const items = createDictionary(options.items);
  const log = createEventLog(options.expected);
  const weigh = createEventWeight(options);
  let unused = 0;
  return {
    add(events) {
      for (const event of events) {
        const weight = weigh(event);
        if (weight !== 0 && isUsable(event)) log.push(users.add(event.user), items.add(event.item), weight, event.at);
        else unused++;
      }
    },
    build: () => buildInteractions({ users, items, log, unused }, options),
  };
}

export function interactionsOf(events: Iterable<CfEvent>, options: InteractionOptions = {}): Interactions {
  const builder = createInteractionsBuilder(options);
  builder.add(events);
  return builder.build();
}

function checkOptions({ weights = {}, halfLifeDays = Infinity, ...limits }: InteractionOptions): void {
  for (const [type, weight] of Object.entries(weights)) {
    if (!(weight >= 0 && weight < Infinity))
      throw new VitrineError('invalid_configuration', `The weight of "${type}" events is ${weight}: use 0 or more.`);
  }
  if (!(halfLifeDays > 0))
    throw new VitrineError('invalid_configuration', `A half-life of ${halfLifeDays} days is not above 0.`);
  for (const [name, limit] of [
    ['maxItemsPerUser', limits.maxItemsPerUser],
    ['maxUsersPerItem', limits.maxUsersPerItem],
  ] as const) {
    if (limit !== undefined && !(limit >= 1))
      throw new VitrineError('invalid_configuration', `${name} is ${limit}: use 1 or more.`);
  }
}

function isUsable({ user, item, at }: CfEvent): boolean {
  return user !== '' && item !== '' && Number.isFinite(at);
}

interface Gathered {
  readonly users: GrowingDictionary;
  readonly items: GrowingDictionary;
  readonly log: EventLog;
  readonly unused: number;
}

/** One entry for each pair, by user and then item. */
interface Pairs {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  readonly weights: Float32Array;
  readonly times: Float64Array;
}

function buildInteractions({ users, items, log, unused }: Gathered, options: InteractionOptions): Interactions {
  const asOf = options.asOf ?? log.newest();
  const { pairs, late, returning, again } = pairUp(log, users.ids.length, asOf, options.repeats ?? 'once');
  const paired = pairs.users.length;
  const byUser = keepNewest(pairs, pairs.users, users.ids.length, options.maxItemsPerUser ?? 1000);
  const kept = keepNewest(byUser, byUser.items, items.ids.length, options.maxUsersPerItem ?? Infinity);
  const ageDays = new Float32Array(kept.times.length);
  for (let at = 0; at < ageDays.length; at++) ageDays[at] = Math.max(0, asOf - kept.times[at]) / DAY_MS;
  const halfLifeDays = options.halfLifeDays ?? Infinity;
  return {
    users,
    items,
    byUser: {
      rows: users.ids.length,
      columns: items.ids.length,
      offsets: offsetsOf(kept.users, users.ids.length),
      indices: kept.items,
      values: kept.weights.map((weight, at) => weight * decay(ageDays[at], halfLifeDays)),
    },
    ageDays,
    asOf,
    events: {
      read: log.size() + unused,
      unused: unused + late,
      cut: paired - kept.users.length,
      returning,
      again,
    },
  };
}

/** Events of one user and item as one entry; a dislike takes back what came before it. */
function pairUp(log: EventLog, users: number, asOf: number, repeats: 'once' | 'add') {
  const order = log.byUserAndItem(users);
  const { user, item, weight, at } = log.columns();
  const pairs = allocate(order.length);
  const began = firstTimes(user, at, users);
  let late = 0;
  let returning = 0;
  let again = 0;
  let size = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from];
    let total = 0;
    for (to = from; to < order.length && user[order[to]] === user[first] && item[order[to]] === item[first]; to++) {
      const event = order[to];
      if (at[event] > asOf) late++;
      else if (weight[event] < 0) total = 0;
      else {
        if (at[event] - began[user[event]] >= DAY_MS) returning++;
        if (total > 0 && at[event] - pairs.times[size] >= DAY_MS) again++;
        total = repeats === 'add' ? total + weight[event] : Math.max(total, weight[event]);
        pairs.times[size] = at[event];
      }
    }
    if (total <= 0) continue;
    pairs.users[size] = user[first];
    pairs.items[size] = item[first];
    pairs.weights[size++] = total;
  }
  return { pairs: firstOf(pairs, size), late, returning, again };
}

/** By user, the time of the first event. */
function firstTimes(user: Uint32Array, at: Float64Array, users: number): Float64Array {
  const first = new Float64Array(users).fill(Infinity);
  for (let event = 0; event < user.length; event++) first[user[event]] = Math.min(first[user[event]], at[event]);
  return first;
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
    users: users.slice(0, size),
    items: items.slice(0, size),
    weights: weights.slice(0, size),
    times: times.slice(0, size),
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

/** At most `limit` entries of each key, the newest; order stays. */
function keepNewest(pairs: Pairs, keys: Uint32Array, size: number, limit: number): Pairs {
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
    const newest = [...own].sort((a, b) => pairs.times[b] - pairs.times[a] || a - b);
    for (const at of newest.slice(limit)) keep[at] = 0;
  }
  return keepMarked(pairs, keep);
}
