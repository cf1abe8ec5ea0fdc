import { LRUCache } from 'lru-cache';
import type { Snapshots } from '#src/ports/snapshots';

export interface SnapshotOptions {
  /** How long a list can be replayed, in milliseconds. */
  readonly ttlMs?: number;
  /** Lists kept; the one not used for the longest time goes first. */
  readonly most?: number;
  readonly now?: () => number;
}

/** Lists of this process; another process does not see them. */
export function createSnapshots<Value extends object>({
  ttlMs = 600_000,
  most = 250,
  now = () => performance.now(),
}: SnapshotOptions = {}): Snapshots<Value> {
  const lists = new LRUCache<string, Value>({ max: most, ttl: ttlMs, ttlResolution: 0, perf: { now } });
  return {
    save: async (queryId, value) => {
      lists.set(queryId, value);
    },
    load: async (queryId) => lists.get(queryId),
  };
}
