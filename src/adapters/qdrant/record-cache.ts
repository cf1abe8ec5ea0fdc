import { LRUCache } from 'lru-cache';
import type { Vector } from '#src/domain/space';
import { createDictionary, type Dictionary, type Row } from './dictionary.ts';
import { itemPoint } from './ids.ts';
import type { RecordReader } from './record-reader.ts';

/** A point that a leg found: the item's own or a picture's, with the version that the server counts its changes by. */
export interface Hit {
  /** The item's point. */
  readonly item: string;
  readonly point: string;
  readonly version: number;
}

/** Features of items; all rows are in the codes of the one dictionary. */
export interface Rows {
  readonly ids: readonly string[];
  readonly rows: readonly Row[];
  readonly dictionary: Dictionary;
}

/** What is kept of an item. */
export interface Kept {
  readonly id: string;
  readonly point: string;
  /** Its text in each space, null where it has none there; undefined until somebody reads them and puts them here. */
  vectors?: Readonly<Record<string, Vector | null>>;
}

/**
 * Features of items, kept in memory as long as they are known to be the newest: a leg names a version with each hit,
 * and what was read when its point had that version is still right, whichever process writes. So a query reads only
 * what has changed or was no candidate lately.
 */
export interface RecordCache {
  /** Ids by the item's point, with features made ready for `ofIds`. Items removed in between are left out. */
  ofHits(hits: readonly Hit[]): Promise<ReadonlyMap<string, string>>;
  /** In the order of the ids, those that there are. */
  ofIds(ids: readonly string[]): Promise<Rows>;
  /** In the order of the ids, what is kept and still right; nothing is read. */
  kept(ids: readonly string[]): (Kept | undefined)[];
  /** Ids of items by their points, which never change; items removed in between are left out. */
  idsOf(points: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** To be called when a write of this process is done, well or not. */
  written(points: readonly string[]): void;
}

/** Without a leg that confirms it, a row is trusted for so many milliseconds. */
const TRUSTED_MS = 1_000;
/** Replicas count versions by themselves, so even a row with the right one is not trusted for longer than this. */
const LONGEST_MS = 300_000;
/** The order of use is kept to so many milliseconds: a thousand entries a search take a while to put in order. */
const USED_MS = 1_000;
/** Points of own writes that are remembered while older rows could be trusted. */
const MOST_WRITTEN = 100_000;
/** Texts in the dictionary from which everything is forgotten, because few of them may still be in use. */
const MOST_TEXTS = 2_000_000;

interface Entry extends Kept {
  readonly row: Row;
  readonly readAt: number;
  /** Until when nothing newer was known. */
  checkedAt: number;
  usedAt: number;
  /** Of the item's own point; -1 where no leg has named it. */
  version: number;
  /** By points of pictures that were hits. */
  pictureVersions?: Map<string, number>;
}

export interface RecordCacheOptions {
  readonly bytes: number;
  /** Bytes of an item's vectors; room for them is kept from the beginning. */
  readonly vectorBytes?: number;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
  readonly mostTexts?: number;
}

export function createRecordCache(reader: RecordReader, options: RecordCacheOptions): RecordCache {
  const { bytes, vectorBytes = 0, now = performanceNow, mostTexts = MOST_TEXTS } = options;
  const byId = new Map<string, Entry>();
  const cache = new LRUCache<string, Entry>({
    maxSize: Math.max(1, bytes),
    sizeCalculation: ({ row, id }) => ENTRY_BYTES + vectorBytes + row.byteLength + id.length,
    dispose: (entry) => {
      if (byId.get(entry.id) === entry) byId.delete(entry.id);
    },
  });
  const written = new LRUCache<string, number>({ max: MOST_WRITTEN });
  let dictionary = createDictionary();

  const read = async (points: readonly string[]): Promise<Entry[]> => {
    const readAt = now();
    const records = await reader.read(points, ['id', 'tokens', 'values']);
    return [...records].map(([point, record]) => {
      const row = dictionary.encode(record);
      return { id: record.id, point, row, readAt, checkedAt: readAt, usedAt: readAt, version: -1 };
    });
  };
  const keep = (entries: readonly Entry[]) => {
    for (const entry of entries) {
      cache.set(entry.point, entry);
      if (cache.peek(entry.point) === entry) byId.set(entry.id, entry);
    }
    if (dictionary.size() <= mostTexts) return;
    cache.clear();
    dictionary = createDictionary();
  };
  const noteUse = (entry: Entry, time: number) => {
    if (time - entry.usedAt < USED_MS) return;
    entry.usedAt = time;
    cache.get(entry.point);
  };
  const isTrusted = ({ checkedAt, point }: Entry, time: number) =>
    time - checkedAt < TRUSTED_MS && !((written.get(point) ?? -1) >= checkedAt);

  const trustedOf = (ids: readonly string[]): (Entry | undefined)[] => {
    const time = now();
    return ids.map((id) => {
      const entry = byId.get(id);
      return entry && isTrusted(entry, time) ? entry : undefined;
    });
  };
  const ofIds = async (ids: readonly string[]): Promise<Rows> => {
    const own = dictionary;
    const trusted = trustedOf(ids);
    const missing = new Set(ids.filter((_, place) => !trusted[place]));
    const fresh = new Map<string, Entry>();
    if (missing.size > 0) for (const entry of await read([...missing].map(itemPoint))) fresh.set(entry.id, entry);
    if (dictionary !== own) return ofIds(ids);
    const found = ids.flatMap((id, place) => trusted[place] ?? fresh.get(id) ?? []);
    return { ids: found.map(({ id }) => id), rows: found.map(({ row }) => row), dictionary: own };
  };
  return {
    ofHits: async (hits) => {
      const time = now();
      const ids = new Map<string, string>();
      const missing = new Map<string, Hit[]>();
      for (const hit of hits) {
        const entry = cache.peek(hit.item);
        if (entry) noteUse(entry, time);
        if (entry && versionIn(entry, hit.point) === hit.version && time - entry.readAt < LONGEST_MS) {
          entry.checkedAt = time;
          ids.set(hit.item, entry.id);
        } else missing.set(hit.item, [...(missing.get(hit.item) ?? []), hit]);
      }
      if (missing.size === 0) return ids;
      const fresh = await read([...missing.keys()]);
      for (const entry of fresh) {
        for (const { point, version } of missing.get(entry.point)!) noteVersion(entry, point, version);
        ids.set(entry.point, entry.id);
      }
      keep(fresh);
      return ids;
    },
    ofIds,
    kept: trustedOf,
    idsOf: async (points) => {
      const ids = new Map<string, string>();
      for (const point of points) if (cache.has(point)) ids.set(point, cache.peek(point)!.id);
      const unknown = points.filter((point) => !ids.has(point));
      if (unknown.length > 0) for (const [point, { id }] of await reader.read(unknown, ['id'])) ids.set(point, id);
      return ids;
    },
    written: (points) => {
      const time = now();
      for (const point of points) written.set(point, time);
    },
  };
}

/** Bytes of an entry beside its row, about. */
const ENTRY_BYTES = 500;

function versionIn(entry: Entry, point: string): number | undefined {
  return point === entry.point ? entry.version : entry.pictureVersions?.get(point);
}

function noteVersion(entry: Entry, point: string, version: number): void {
  if (point === entry.point) {
    entry.version = version;
    return;
  }
  entry.pictureVersions ??= new Map();
  entry.pictureVersions.set(point, version);
}

function performanceNow(): number {
  return performance.now();
}
