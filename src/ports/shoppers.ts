import type { Shopper } from '#src/domain/event';

export interface KnownUser {
  readonly user: string;
  /** Time of the newest event, in milliseconds since 1970. */
  readonly newest: number;
}

export interface ErasedCounts {
  readonly events: number;
  readonly queries: number;
}

/** Who is in the event log and the query log, and how they leave both. When a write returns, it is durable. */
export interface ShopperStore {
  /** The users with the newest events, the newest first, at most `limit` (1..1,000); of a long log only its end is searched. */
  recent(catalog: string, limit: number): Promise<readonly KnownUser[]>;
  /** By user whether any event names them. */
  known(catalog: string, users: readonly string[]): Promise<readonly boolean[]>;
  /** Catalogs that have events or queries, by name (by code point). */
  catalogs(): Promise<readonly string[]>;
  /**
   * Erases everything of a shopper in one step. Of a user: what names them, and what names nobody in the sessions that
   * ever named them. Of a session: what names nobody. Event ids are free again afterwards.
   */
  erase(catalog: string, shopper: Shopper): Promise<ErasedCounts>;
  /** Deletes the events and queries of all catalogs before a time (milliseconds since 1970), in several steps when they are many. */
  deleteBefore(time: number): Promise<ErasedCounts>;
}
