import { VitrineError } from '#src/errors';
import { createDictionary, type Dictionary } from './dictionary.ts';
import { createEventLog, type EventColumns, newestOf } from './event-log.ts';
import {
  type CfEvent,
  createEventWeight,
  DAY_MS,
  decay,
  EVENT_WEIGHTS,
  type EventWeightOptions,
} from './event-weights.ts';
import { keepNewest, type Pairs, pairUp } from './pairs.ts';
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
}

export interface PairingOptions {
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
}

export interface InteractionOptions extends EventWeightOptions, PairingOptions {
  /** Items that are there without events; must not repeat. */
  readonly items?: readonly string[];
  /** Users that are there without events, e.g. with factors from elsewhere; must not repeat. */
  readonly users?: readonly string[];
  /** Events that will come, as far as that is known: there may be more or fewer. */
  readonly expected?: number;
}

export interface InteractionsBuilder {
  add(events: Iterable<CfEvent>): void;
  /** May be called again after more events. */
  build(): Interactions;
}

/** Takes events in batches, in any order, at about 20 bytes an event besides the ids. */
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
    build() {
      const { events, ...rest } = pairInteractions(log.columns(), { users, items }, options);
      return { ...rest, events: { ...events, read: events.read + unused, unused: events.unused + unused } };
    },
  };
}

export function interactionsOf(events: Iterable<CfEvent>, options: InteractionOptions = {}): Interactions {
  const builder = createInteractionsBuilder(options);
  builder.add(events);
  return builder.build();
}

/** The matrix of events whose users and items are numbers of the dictionaries. */
export function pairInteractions(
  events: EventColumns,
  { users, items }: { readonly users: Dictionary; readonly items: Dictionary },
  options: PairingOptions = {},
): Interactions {
  const { repeats = 'once', asOf = newestOf(events.at), halfLifeDays = Infinity } = options;
  const { pairs, late } = pairUp(events, { users: users.size, items: items.size, asOf, repeats });
  const paired = pairs.users.length;
  const ofUsers = keepNewest(pairs, pairs.users, users.size, options.maxItemsPerUser ?? 1000);
  const kept = keepNewest(ofUsers, ofUsers.items, items.size, options.maxUsersPerItem ?? Infinity);
  const ageDays = new Float32Array(kept.times.length);
  for (let at = 0; at < ageDays.length; at++) ageDays[at] = Math.max(0, asOf - kept.times[at]) / DAY_MS;
  return {
    users,
    items,
    byUser: {
      rows: users.size,
      columns: items.size,
      offsets: offsetsOf(kept.users, users.size),
      indices: kept.items.slice(),
      values: faded(kept, ageDays, halfLifeDays),
    },
    ageDays,
    asOf,
    events: { read: events.at.length, unused: late, cut: paired - kept.users.length },
  };
}

/** The pairs that were bought, or weigh as much; of weights as `EVENT_WEIGHTS` has them, that have not faded. */
export function boughtPairs(interactions: Interactions): Interactions {
  const { byUser, ageDays } = interactions;
  const users = new Uint32Array(byUser.indices.length);
  for (let user = 0; user < byUser.rows; user++) users.fill(user, byUser.offsets[user], byUser.offsets[user + 1]);
  const isBought = (_: unknown, at: number): boolean => byUser.values[at] >= EVENT_WEIGHTS.purchase;
  return {
    ...interactions,
    byUser: {
      ...byUser,
      offsets: offsetsOf(users.filter(isBought), byUser.rows),
      indices: byUser.indices.filter(isBought),
      values: byUser.values.filter(isBought),
    },
    ageDays: ageDays.filter(isBought),
  };
}

/** Where a weight has faded to nothing in single precision, it is this: a pair that is there is above 0. */
const FAINTEST = 2 ** -126;

function faded({ weights }: Pairs, ageDays: Float32Array, halfLifeDays: number): Float32Array {
  return weights.map((weight, at) => Math.max(FAINTEST, weight * decay(ageDays[at], halfLifeDays)));
}

function checkOptions({ weights = {}, halfLifeDays = Infinity, ...limits }: InteractionOptions): void {
  for (const [type, weight] of Object.entries(weights)) {
    if (!(weight >= 0 && weight <= LARGEST_WEIGHT))
      throw new VitrineError(
        'invalid_configuration',
        `The weight of "${type}" events is ${weight}: use 0 to ${LARGEST_WEIGHT}.`,
      );
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

/** Purchases weigh 1. */
const LARGEST_WEIGHT = 1_000_000;

function isUsable({ user, item, at }: CfEvent): boolean {
  return user !== '' && item !== '' && Number.isFinite(at);
}
