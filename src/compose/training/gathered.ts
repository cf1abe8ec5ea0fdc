import { createEventLog, type EventColumns } from '#src/cf/event-log';
import type { ItemContent } from '#src/cf/train';
import type { EventBatch, ItemBatch } from './data.ts';

/** All that a training learns from. */
export interface TrainingData {
  /** Users are numbers below it. */
  readonly users: number;
  /** Those of the catalog first, as many as `content` has. */
  readonly items: readonly string[];
  /** By item of the catalog. */
  readonly content: readonly ItemContent[];
  /** In the order of time. */
  readonly events: EventColumns;
  /** By event, 1 for purchases. */
  readonly isPurchase: Uint8Array;
}

/** What came to the thread of a training so far. */
export interface Gathered {
  addItems(batch: ItemBatch): void;
  addEvents(batch: EventBatch): void;
  /** With how many users there are, and the items that events name and the catalog does not have. */
  data(users: number, otherItems: readonly string[]): TrainingData;
}

/** `expected` events take no growing. */
export function createGathered(expected: number): Gathered {
  const ids: string[] = [];
  const content: ItemContent[] = [];
  const log = createEventLog(expected);
  let isPurchase = new Uint8Array(expected);
  return {
    addItems(batch) {
      ids.push(...batch.ids);
      content.push(...batch.content);
    },
    addEvents({ user, item, weight, at, isPurchase: purchases }) {
      const before = log.size();
      for (let n = 0; n < user.length; n++) log.push(user[n]!, item[n]!, weight[n]!, at[n]!);
      if (log.size() > isPurchase.length) {
        const larger = new Uint8Array(2 * log.size());
        larger.set(isPurchase);
        isPurchase = larger;
      }
      isPurchase.set(purchases, before);
    },
    data: (users, otherItems) => ({
      users,
      items: [...ids, ...otherItems],
      content,
      events: log.columns(),
      isPurchase: isPurchase.subarray(0, log.size()),
    }),
  };
}
