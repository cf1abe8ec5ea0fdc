import type { EventType, ShopEvent, Shopper } from '#src/domain/event';

/** What became of an event: `known` when one with its id was there already, also earlier in the same call. */
export type AddOutcome = 'added' | 'known';

/** A part of the log by time, both ends included, in milliseconds since 1970. */
export interface EventRange {
  readonly from?: number;
  readonly to?: number;
  /** Default: all. */
  readonly types?: readonly EventType[];
}

export interface EventCounts {
  readonly events: number;
  /** Types that occur, with how often. */
  readonly byType: Readonly<Partial<Record<EventType, number>>>;
  /** Time of the first and the last event, in milliseconds since 1970; undefined in an empty log. */
  readonly oldest: number | undefined;
  readonly newest: number | undefined;
}

/**
 * The log of what shoppers did, by catalog.
 * - When `add` returns, the events are durable; a call that fails added nothing. Empty input is no error.
 * - Within a catalog an id is added once, whoever adds it and whenever; what comes again changes nothing, whatever its
 *   content. Equal events under different ids are all kept.
 * - An event that names user and session makes the session the user's: the events of it that name nobody, earlier and
 *   later ones, become theirs. Once it has named two users it is nobody's, and later events that name nobody stay with the
 *   session alone.
 * - Order by time is that of `at`, and for equal times the order in which events were added.
 * - Ids, users, sessions and items are any text without U+0000 and lone surrogates, up to 500 characters, never empty.
 */
export interface EventLog {
  /** Outcomes in the order given. */
  add(catalog: string, events: readonly ShopEvent[]): Promise<readonly AddOutcome[]>;
  /**
   * The newest events of a shopper, the newest first, at most `limit`: those of the user, and those of the session that
   * name nobody. Of a session without a user also those that name its user, while it is one user's.
   */
  newest(
    catalog: string,
    shopper: Shopper,
    options: { readonly limit: number; readonly types?: readonly EventType[] },
  ): Promise<readonly ShopEvent[]>;
  /**
   * All events of a range, the oldest first, in batches of some thousand. Events that are added meanwhile may be
   * among them or not; none comes twice.
   */
  read(catalog: string, range?: EventRange): AsyncIterable<readonly ShopEvent[]>;
  counts(catalog: string): Promise<EventCounts>;
  /**
   * Rises with every call that changed something of the catalog's events, erasing included; 0 at first. Each such call
   * is told as a notice `events` too.
   */
  version(catalog: string): Promise<number>;
}
