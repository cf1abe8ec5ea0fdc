import { dirname, join } from 'node:path';
import type { EventLog } from '#src/ports/events';
import type { ModelStore } from '#src/ports/models';
import type { QueryLog } from '#src/ports/query-log';
import type { ShopperStore } from '#src/ports/shoppers';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';
import { createEventSessions } from './event-sessions.ts';
import { createEventLog } from './events.ts';
import { createModels } from './models.ts';
import { createQueryLog } from './query-log.ts';
import { createShoppers } from './shoppers.ts';

export interface ShopperStateDeps {
  readonly db: Database;
  /** Path of the database; the files of models are in a folder beside it. */
  readonly path: string;
  readonly catalogs: Catalogs;
  readonly onEvents: (catalog: string) => void;
  readonly onModel: (catalog: string, name: string) => void;
}

/** The part of the state that is about shoppers: their events and queries, and the models trained from them. */
export interface ShopperState {
  readonly events: EventLog;
  readonly queries: QueryLog;
  readonly shoppers: ShopperStore;
  readonly models: ModelStore;
}

export function createShopperState({ db, path, catalogs, onEvents, onModel }: ShopperStateDeps): ShopperState {
  const sessions = createEventSessions(db);
  const deps = { db, catalogs, sessions, onEvents };
  return {
    events: createEventLog(deps),
    queries: createQueryLog(db, catalogs, sessions),
    shoppers: createShoppers(deps),
    models: createModels({ db, catalogs, folder: join(dirname(path), 'trained'), onModel }),
  };
}
