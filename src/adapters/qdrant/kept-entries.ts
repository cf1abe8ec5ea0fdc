import { LRUCache } from 'lru-cache';
import type { Row } from './dictionary.ts';
import type { KeptTexts } from './kept-texts.ts';

/** A point that a leg found: the item's own or a picture's, with the version that the server counts its changes by. */
export interface Hit {
  /** The item's point. */
  readonly item: string;
  readonly point: string;
  readonly version: number;
}

/** What is kept of an item. */
export interface Entry {
  readonly id: string;
  readonly point: string;
  readonly row: Row;
  readonly readAt: number;
  /** When it was last read or confirmed. */
  checkedAt: number;
  /** When what read or confirmed it was asked for: what this process wrote since is not in it. */
  rightAt: number;
  usedAt: number;
  /** When this process last wrote the item. */
  writtenAt: number;
  /** Of the item's own point; -1 where no leg has named it. */
  version: number;
  /** By points of pictures that were hits. */
  pictureVersions: Map<string, number> | undefined;
  /** Of its texts while it is kept. */
  place: number;
}

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

const NEVER = -1;
/** Without a leg that confirms it, a row is trusted for so many milliseconds. */
const TRUSTED_MS = 1_000;
/** Replicas count versions by themselves, so even a row with the right one is not trusted for longer than this. */
const LONGEST_MS = 300_000;
/** The order of use is kept to so many milliseconds: a thousand entries a search take a while to put in order. */
const USED_MS = 10_000;
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

function isTrusted({ checkedAt, rightAt, writtenAt }: Entry, time: number): boolean {
  return time - checkedAt < TRUSTED_MS && writtenAt < rightAt;
}

/** Whether the entry was right when the hit was asked for; then it is looked at now. `use` is called now and then. */
function confirm(
  entry: Entry,
  { point, version }: Hit,
  { time, askedAt }: { readonly time: number; readonly askedAt: number },
  use: (entry: Entry) => void,
): boolean {
  if (time - entry.usedAt >= USED_MS) {
    entry.usedAt = time;
    use(entry);
  }
  if (versionIn(entry, point) !== version || time - entry.readAt >= LONGEST_MS) return false;
  entry.checkedAt = time;
  if (askedAt > entry.rightAt) entry.rightAt = askedAt;
  return true;
}

function versionIn(entry: Entry, point: string): number | undefined {
  return point === entry.point ? entry.version : entry.pictureVersions?.get(point);
}

/** An entry of what was asked for at that time. */
export function newEntry({ id, point, row }: Pick<Entry, 'id' | 'point' | 'row'>, readAt: number): Entry {
  // Named one by one: properties that come by `...` lie apart from the object, and a thousand entries are looked at a search.
  return {
    id,
    point,
    row,
    readAt,
    checkedAt: readAt,
    rightAt: readAt,
    usedAt: readAt,
    writtenAt: NEVER,
    version: -1,
    place: -1,
    pictureVersions: undefined,
  };
}

/** Notes that the entry was read when its item's point, or that of one of its pictures, had at least the hit's version. */
export function noteVersion(entry: Entry, { point, version }: Hit): void {
  if (point === entry.point) {
    entry.version = version;
    return;
  }
  entry.pictureVersions ??= new Map();
  entry.pictureVersions.set(point, version);
}

/** Takes over what the entry before was right for: what was read later is right for it too. */
export function takeVersions(entry: Entry, before: Entry | undefined): void {
  if (!before) return;
  entry.version = before.version;
  entry.pictureVersions = before.pictureVersions;
}
