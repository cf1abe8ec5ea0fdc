import type { EventLog } from '#src/ports/events';
import type { ModelStore } from '#src/ports/models';
import type { QueryLog } from '#src/ports/query-log';
import type { ShopperStore } from '#src/ports/shoppers';
import type { Database } from './database.ts';
import { createEventPartitions } from './event-partitions.ts';
import { createEventLog, type TellEvents } from './events.ts';
import { createModels, type ModelsDeps } from './models.ts';
import { createQueryLog } from './query-log.ts';
import { createShoppers } from './shoppers.ts';

export interface ShopperStateDeps {
  readonly db: Database;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly tellEvents: TellEvents;
  readonly tellModel: ModelsDeps['tell'];
}

/** The part of the state that is about shoppers: their events and queries, and the models trained from them. */
export interface ShopperState {
  readonly events: EventLog;
  readonly queries: QueryLog;
  readonly shoppers: ShopperStore;
  readonly models: ModelStore;
}

export function createShopperState({ db, now, tellEvents, tellModel }: ShopperStateDeps): ShopperState {
  return {
    events: createEventLog({ db, partitions: createEventPartitions(db), tell: tellEvents }),
    queries: createQueryLog(db),
    shoppers: createShoppers({ db, tell: tellEvents }),
    models: createModels({ db, now, tell: tellModel }),
  };
}
