import type { ShopEvent } from '#src/domain/event';
import type { RecordStore } from '#src/ports/records';
import type { ShopperStore } from '#src/ports/shoppers';
import { createSeenIds } from '../seen.ts';

/** Counts what a run brings that nobody knows. Nothing is refused for it: the item may come later. */
export interface UnknownCounts {
  readonly unknownItems: number;
  readonly newUsers: number;
  /** Looks at events before they are added. */
  look(events: readonly ShopEvent[]): Promise<void>;
}

/** Items remembered; beyond, they are looked up again. */
const MOST_ITEMS = 500_000;

export function createUnknownCounts(
  catalog: string,
  records: Pick<RecordStore, 'get'>,
  shoppers: Pick<ShopperStore, 'known'>,
): UnknownCounts {
  const items = new Map<string, boolean>();
  const users = createSeenIds();
  let unknownItems = 0;
  let newUsers = 0;
  const lookUpItems = async (events: readonly ShopEvent[]): Promise<void> => {
    if (items.size > MOST_ITEMS) items.clear();
    const wanted = [...new Set(events.map(({ item }) => item))].filter((item) => !items.has(item));
    const found = wanted.length === 0 ? [] : await records.get(catalog, wanted);
    for (const [index, item] of wanted.entries()) items.set(item, found[index]?.deleted === false);
  };
  return {
    get unknownItems() {
      return unknownItems;
    },
    get newUsers() {
      return newUsers;
    },
    look: async (events) => {
      await lookUpItems(events);
      for (const { item } of events) if (items.get(item) === false) unknownItems++;
      const fresh = events.flatMap(({ user }) => (user === undefined || users.add(user) ? [] : [user]));
      const known = fresh.length === 0 ? [] : await shoppers.known(catalog, fresh);
      newUsers += known.filter((is) => !is).length;
    },
  };
}
