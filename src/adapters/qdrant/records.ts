import { LRUCache } from 'lru-cache';
import type { FieldValue } from '#src/domain/field-value';
import type { Connection } from './connection.ts';
import { itemOf } from './ids.ts';
import { type StoredRecord, valuesOf } from './record.ts';

/** A point that a leg found: the item's own or a picture's, with the version that the server counts its changes by. */
export interface Hit {
  readonly point: string;
  readonly version: number;
}

/** A record with what was looked up in it before. */
export interface CachedRecord extends StoredRecord {
  fieldValues(field: string): readonly FieldValue[];
}

/**
 * Records of items, kept in memory as long as they are known to be the newest: a leg names a version with each hit, and
 * a record that was read when its point had that version is still right, whichever process writes. So a query reads
 * only what has changed or was no candidate lately.
 */
export interface Records {
  /** Records of the items of the hits, by the item's point. Items removed in between are left out. */
  ofHits(hits: readonly Hit[]): Promise<ReadonlyMap<string, CachedRecord>>;
  /** Records of the items' points, by point, those that there are. */
  ofItems(points: readonly string[]): Promise<ReadonlyMap<string, CachedRecord>>;
  /** Ids of items by their points, which never change; items removed in between are left out. */
  idsOf(points: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** To be called when a write of this process is done, well or not. */
  written(points: readonly string[]): void;
}

/** Without a leg that confirms it, a record is trusted for so many milliseconds. */
const TRUSTED_MS = 1_000;
/** Replicas count versions by themselves, so even a record with the right one is not trusted for longer than this. */
const LONGEST_MS = 300_000;
/** Records that one request asks for. */
const AT_ONCE = 2_000;
/** Points of own writes that are remembered while older records could be trusted. */
const MOST_WRITTEN = 100_000;

interface Entry {
  readonly record: CachedRecord;
  readonly bytes: number;
  readonly readAt: number;
  /** Until when nothing newer was known. */
  checkedAt: number;
  /** By point of the item or of one of its pictures. */
  readonly versions: Map<string, number>;
}

export interface RecordsOptions {
  readonly connection: Connection;
  readonly collection: string;
  readonly cacheBytes: number;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
}

export function createRecords({
  connection,
  collection,
  cacheBytes,
  now = () => performance.now(),
}: RecordsOptions): Records {
  const cache = new LRUCache<string, Entry>({
    maxSize: Math.max(1, cacheBytes),
    sizeCalculation: ({ bytes }) => bytes,
  });
  const written = new LRUCache<string, number>({ max: MOST_WRITTEN });

  const read = async (points: readonly string[]): Promise<Map<string, Entry>> => {
    const readAt = now();
    const chunks = Array.from({ length: Math.ceil(points.length / AT_ONCE) }, (_, i) =>
      points.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
    );
    const found = await Promise.all(
      chunks.map((ids) =>
        connection.read('read records', (client) => client.retrieve(collection, { ids, with_payload: true })),
      ),
    );
    const entries = found
      .flat()
      .map(({ id, payload }) => [String(id), makeEntry(payload as unknown as StoredRecord, readAt)] as const);
    return new Map(entries);
  };
  const store = (entries: ReadonlyMap<string, Entry>) => {
    for (const [point, entry] of entries) cache.set(point, entry);
  };

  return {
    ofHits: async (hits) => {
      const start = now();
      const records = new Map<string, CachedRecord>();
      const missing = new Map<string, Hit[]>();
      for (const hit of hits) {
        const item = itemOf(hit.point);
        const entry = cache.get(item);
        if (entry && entry.versions.get(hit.point) === hit.version && start - entry.readAt < LONGEST_MS) {
          entry.checkedAt = start;
          records.set(item, entry.record);
        } else missing.set(item, [...(missing.get(item) ?? []), hit]);
      }
      const fresh = missing.size > 0 ? await read([...missing.keys()]) : new Map<string, Entry>();
      for (const [item, entry] of fresh) {
        for (const { point, version } of missing.get(item)!) entry.versions.set(point, version);
        records.set(item, entry.record);
      }
      store(fresh);
      return records;
    },
    ofItems: async (points) => {
      const start = now();
      const isTrusted = ({ checkedAt }: Entry, point: string) =>
        start - checkedAt < TRUSTED_MS && !((written.get(point) ?? -1) >= checkedAt);
      const records = new Map<string, CachedRecord>();
      const missing = new Set<string>();
      for (const point of points) {
        const entry = cache.get(point);
        if (entry && isTrusted(entry, point)) records.set(point, entry.record);
        else missing.add(point);
      }
      const fresh = missing.size > 0 ? await read([...missing]) : new Map<string, Entry>();
      for (const [point, { record }] of fresh) records.set(point, record);
      return records;
    },
    idsOf: async (points) => {
      const unknown = points.filter((point) => !cache.has(point));
      const fresh = unknown.length > 0 ? await read(unknown) : new Map<string, Entry>();
      const ids = points.map((point) => [point, (fresh.get(point) ?? cache.get(point))?.record.id] as const);
      return new Map(ids.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
    },
    written: (points) => {
      const time = now();
      for (const point of points) written.set(point, time);
    },
  };
}

/** Bytes of an entry beside its texts, about. */
const ENTRY_BYTES = 600;

function makeEntry(record: StoredRecord, readAt: number): Entry {
  const columns = new Map<string, readonly FieldValue[]>();
  const fieldValues = (field: string) => {
    const known = columns.get(field) ?? valuesOf(record, field);
    columns.set(field, known);
    return known;
  };
  const bytes = ENTRY_BYTES + record.id.length + record.tokens.length + record.values.length;
  return { record: { ...record, fieldValues }, bytes, readAt, checkedAt: readAt, versions: new Map() };
}
