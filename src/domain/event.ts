import { createHash } from 'node:crypto';

export const EVENT_TYPES = ['view', 'click', 'cart', 'purchase', 'like', 'dislike', 'rating', 'impression'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
/** Types that tell of the shopper's taste: that an item was shown tells of the shop alone, and there are many of it. */
export const TELLING_TYPES: readonly EventType[] = EVENT_TYPES.filter((type) => type !== 'impression');

/** What a shopper did with an item. Items and users need not be known. */
export interface ShopEvent {
  /** Names the event: one that comes again under the same id is the same event. */
  readonly id: string;
  /** The shopper, by the id the shop knows them by. */
  readonly user?: string;
  /** The visit, or the device, of whoever is not known (yet). One of `user` and `session` is there. */
  readonly session?: string;
  readonly item: string;
  readonly type: EventType;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The stars of a rating, 0..100; for other types a quantity or an amount, 0..1e9. */
  readonly value?: number;
  /** The answer of a search that showed the item. */
  readonly queryId?: string;
  /** Place of the item in that answer, from 1. */
  readonly position?: number;
}

/** An event as it may be written down, its id not decided yet. */
export type EventContent = Omit<ShopEvent, 'id'>;

/** Whose events are meant: the user's with those of the sessions that are theirs, the session's, or both. */
export interface Shopper {
  readonly user?: string;
  readonly session?: string;
}

/** Clocks of shops and their shoppers may be ahead by so much. Milliseconds. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** 1990: earlier times are zeros, defaults and mistakes of unit. Milliseconds since 1970. */
const EARLIEST_EVENT = Date.UTC(1990, 0, 1);
export const LARGEST_RATING = 100;
const LARGEST_VALUE = 1e9;
export const LAST_POSITION = 1_000_000;

/** Why an event cannot be kept, e.g. `at is in the future`, with the value; undefined for a sound one. */
export function eventFault(event: EventContent, now: number): { reason: string; value: unknown } | undefined {
  const { user, session, type, at, value, position } = event;
  if (user === undefined && session === undefined) return { reason: 'neither user nor session', value: undefined };
  if (at > now + CLOCK_SKEW_MS) return { reason: 'at is in the future', value: new Date(at).toISOString() };
  if (at < EARLIEST_EVENT) return { reason: 'at is before 1990', value: new Date(at).toISOString() };
  if (type === 'rating' && value === undefined) return { reason: 'a rating has no value', value: undefined };
  const largest = type === 'rating' ? LARGEST_RATING : LARGEST_VALUE;
  if (value !== undefined && !(value >= 0 && value <= largest))
    return { reason: `value of ${type} must be from 0 to ${largest}`, value };
  if (position !== undefined && !(Number.isInteger(position) && position >= 1 && position <= LAST_POSITION))
    return { reason: `position must be a whole number from 1 to ${LAST_POSITION}`, value: position };
  return undefined;
}

/**
 * The id of an event that came without one, from its content: so the same row read again is the same event. Equal rows
 * of one source are told apart by `repeat`, 0 for the first of them. Begins with the time, so that stores that keep ids
 * in order append.
 */
export function derivedEventId(event: EventContent, repeat: number): string {
  const { user, session, item, type, at, value, queryId, position } = event;
  const content = JSON.stringify([
    user ?? 0,
    session ?? 0,
    item,
    type,
    value ?? null,
    queryId ?? 0,
    position ?? 0,
    repeat,
  ]);
  const digest = createHash('sha1').update(content).digest('base64url').slice(0, DIGEST_LENGTH);
  return `${at.toString(36).padStart(TIME_LENGTH, '0')}.${digest}`;
}

/** 96 bits beside the millisecond: two events are taken for one with a chance below 10⁻²⁰. */
const DIGEST_LENGTH = 16;
/** Digits of base 36 until the year 5188. */
const TIME_LENGTH = 9;

/** The event as JSON shows it: the time as ISO 8601. */
export function eventJson({ at, ...event }: ShopEvent): Readonly<Record<string, unknown>> {
  return { ...event, at: new Date(at).toISOString() };
}

/** An event as a row of a table has it: null where there is nothing. */
export interface EventRow extends Pick<ShopEvent, 'id' | 'item' | 'type' | 'at'> {
  readonly user: string | null;
  readonly session: string | null;
  readonly value: number | null;
  readonly queryId: string | null;
  readonly position: number | null;
}

export function eventOfRow({ id, user, session, item, type, at, value, queryId, position }: EventRow): ShopEvent {
  return {
    id,
    ...(user !== null && { user }),
    ...(session !== null && { session }),
    item,
    type,
    at,
    ...(value !== null && { value }),
    ...(queryId !== null && { queryId }),
    ...(position !== null && { position }),
  };
}

/** The events by id, of repeated ids the first. */
export function firstById(events: readonly ShopEvent[]): ReadonlyMap<string, ShopEvent> {
  const first = new Map<string, ShopEvent>();
  for (const event of events) if (!first.has(event.id)) first.set(event.id, event);
  return first;
}

/** How often each value is there. */
export function tally<Value>(values: Iterable<Value>): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
