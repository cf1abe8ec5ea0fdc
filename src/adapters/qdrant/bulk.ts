import type { Connection } from './connection.ts';

/**
 * Holds back building while the first many items come in: the server would build graphs and indexes of a part, and
 * again when parts are joined (100,000 items: 225 s instead of 95, measured). Searches compare with every vector
 * meanwhile.
 */
export interface Bulk {
  begin(): Promise<void>;
  /** Lets the server build; nothing to do when it may. */
  end(): Promise<void>;
}

/** Kilobytes of vectors that a segment has before the server builds a graph for it; its own default. */
const THRESHOLD_KB = 10_000;

/** `isHeld` says that a process which came to no end left building held back. */
export function createBulk(connection: Connection, collections: readonly string[], isHeld: boolean): Bulk {
  let held = isHeld;
  const setThreshold = async (indexing_threshold: number): Promise<void> => {
    const set = (collection: string) =>
      connection.write('set when graphs are built', (client) =>
        client.updateCollection(collection, { optimizers_config: { indexing_threshold } }),
      );
    await Promise.all(collections.map(set));
  };
  return {
    begin: async () => {
      held = true;
      await setThreshold(0);
    },
    end: async () => {
      if (held) await setThreshold(THRESHOLD_KB);
      held = false;
    },
  };
}
