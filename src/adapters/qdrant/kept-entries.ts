import { LRUCache } from 'lru-cache';
import { confirm, type Entry, type Hit, isTrusted, NEVER } from './entry.ts';
import type { KeptTexts } from './kept-texts.ts';

/** An entry that was just read, with its texts as the record has them. */
export interface Fresh {
  readonly entry: Entry;
  readonly texts: string;
}

/** Entries in memory, of which those go first that were not used for longest, and how long each may be trusted. */
export interface Entries {
  keep(fresh: readonly Fresh[]): void;
  /** By the item's point; nothing is noted. */
  peek(point: string): Entry | undefined;
  /** In the order of the hits, entries that were right by what the hits tell, which were asked for then; they are trusted anew. */
  confirmed(hits: readonly Hit[], askedAt: number): (Entry | undefined)[];
  /** In the order of the ids, those that may be used without a leg that confirms them. */
  trusted(ids: readonly string[]): (Entry | undefined)[];
  /** What is kept of these points, and was read before now, is not to be trusted. */
  written(points: readonly string[]): void;
  clear(): void;
}

export interface EntriesOptions {
  readonly bytes: number;
  readonly texts: KeptTexts;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
}

/** Points of own writes that are remembered while older rows could be trusted. */
const MOST_WRITTEN = 100_000;
/** Bytes of an entry beside its row and texts, about. */
const ENTRY_BYTES = 500;

export function createEntries({ bytes, texts, now }: EntriesOptions): Entries {
  const byId = new Map<string, Entry>();
  const byPoint = createByPoint(bytes, texts, (entry) => {
    if (byId.get(entry.id) === entry) byId.delete(entry.id);
  });
  const written = new LRUCache<string, number>({ max: MOST_WRITTEN });
  return {
    keep: (fresh) => {
      for (const { entry, texts: own } of fresh) {
        byPoint.set(entry.point, entry);
        // One that is larger than all there is room for is not kept.
        if (byPoint.peek(entry.point) !== entry) continue;
        entry.writtenAt = written.get(entry.point) ?? NEVER;
        entry.place = texts.put(own);
        byId.set(entry.id, entry);
      }
    },
    peek: (point) => byPoint.peek(point),
    confirmed: (hits, askedAt) => {
      const time = now();
      const use = (entry: Entry) => byPoint.get(entry.point);
      return hits.map((hit) => {
        const entry = byPoint.peek(hit.item);
        return entry && confirm(entry, hit, { time, askedAt }, use) ? entry : undefined;
      });
    },
    trusted: (ids) => {
      const time = now();
      return ids.map((id) => {
        const entry = byId.get(id);
        return entry && isTrusted(entry, time) ? entry : undefined;
      });
    },
    written: (points) => {
      const time = now();
      for (const point of points) {
        written.set(point, time);
        const entry = byPoint.peek(point);
        if (entry) entry.writtenAt = time;
      }
    },
    clear: () => byPoint.clear(),
  };
}

/** `onGone` is told of what is kept no longer. */
function createByPoint(bytes: number, texts: KeptTexts, onGone: (entry: Entry) => void): LRUCache<string, Entry> {
  return new LRUCache({
    maxSize: Math.max(1, bytes),
    sizeCalculation: ({ row, id }) => ENTRY_BYTES + texts.bytes + row.byteLength + id.length,
    dispose: (entry) => {
      if (entry.place >= 0) texts.free(entry.place);
      onGone(entry);
    },
  });
}
