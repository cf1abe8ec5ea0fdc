import { createEventWeight } from '#src/cf/event-weights';
import type { ShopEvent } from '#src/domain/event';

/** What a shopper did with items, as lists have to know it. */
export interface Deeds {
  /** Item → the newest event with it, the newest first; without what the shopper spoke against since. */
  readonly seen: ReadonlyMap<string, ShopEvent>;
  readonly bought: ReadonlySet<string>;
  /** Items of which the last word of the shopper is against them: a dislike, or a low rating. */
  readonly disliked: ReadonlySet<string>;
}

/** What of it may stand in a list. */
export interface DeedPolicy {
  /** Items that were bought. */
  readonly owned: 'include' | 'exclude';
  /** Items that were looked at and not bought. */
  readonly seen: 'include' | 'exclude';
}

/** From a shopper's events, the newest first. */
export function deedsOf(events: readonly ShopEvent[]): Deeds {
  const weigh = createEventWeight();
  const seen = new Map<string, ShopEvent>();
  const bought = new Set<string>();
  const disliked = new Set<string>();
  for (const event of events) {
    if (event.type === 'purchase') bought.add(event.item);
    if (seen.has(event.item) || disliked.has(event.item)) continue;
    if (weigh(event) < 0) disliked.add(event.item);
    else seen.set(event.item, event);
  }
  return { seen, bought, disliked };
}

/** Whether an item may stand in a list. What the shopper spoke against never does. */
export function mayStand({ seen, bought, disliked }: Deeds, policy: DeedPolicy): (id: string) => boolean {
  return (id) => {
    if (disliked.has(id)) return false;
    if (bought.has(id)) return policy.owned === 'include';
    return policy.seen === 'include' || !seen.has(id);
  };
}
