import type { Space, Vector } from '#src/domain/space';
import { createDictionary, type Dictionary, type Row } from './dictionary.ts';
import { type Entry, type Hit, newEntry, noteVersion, takeVersions } from './entry.ts';
import { itemPoint } from './ids.ts';
import { createEntries, type Entries, type EntriesOptions, type Fresh } from './kept-entries.ts';
import { createKeptTexts } from './kept-texts.ts';
import type { RecordReader } from './record-reader.ts';

/** Features of items; all rows are in the codes of the one dictionary. */
export interface Rows {
  readonly ids: readonly string[];
  readonly rows: readonly Row[];
  readonly dictionary: Dictionary;
}

/**
 * Features of items, kept in memory as long as they are known to be the newest: a leg names a version with each hit,
 * and what was read when its point had that version is still right, whichever process writes. So a query reads only
 * what has changed or was no candidate lately.
 */
export interface RecordCache {
  /** The time, for `ofHits`. */
  now(): number;
  /**
   * In the order of the hits, ids of their items, with features made ready for `ofIds`; undefined for items removed in
   * between. The hits were asked for at `askedAt`, and tell nothing of what was written since.
   */
  ofHits(hits: readonly Hit[], askedAt: number): Promise<(string | undefined)[]>;
  /** In the order of the ids, those that there are; with `fresh` nothing that is kept. */
  ofIds(ids: readonly string[], fresh?: boolean): Promise<Rows>;
  /** Cosines with the texts of what is kept and still right; nothing is read. The vector fits its space of texts. */
  compare(space: string, vector: Vector, ids: readonly string[]): Compared;
  /** Ids of items by their points, which never change; items removed in between are left out. */
  idsOf(points: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** To be called when a write of this process is done, well or not. */
  written(points: readonly string[]): void;
}

export interface Compared {
  /** In the order of the ids; NaN without a text in the space. */
  readonly cosines: Float64Array;
  /** Places of the ids that are not kept. */
  readonly unknown: readonly number[];
}

/** Texts in the dictionary from which everything is forgotten, because few of them may still be in use. */
const MOST_TEXTS = 2_000_000;

export interface RecordCacheOptions extends Partial<EntriesOptions> {
  readonly bytes: number;
  /** Spaces of texts. */
  readonly spaces?: readonly Pick<Space, 'name' | 'dimensions'>[];
  readonly mostTexts?: number;
}

export function createRecordCache(reader: RecordReader, options: RecordCacheOptions): RecordCache {
  const { bytes, spaces = [], now = performanceNow, mostTexts = MOST_TEXTS } = options;
  const texts = createKeptTexts(spaces);
  const entries = createEntries({ bytes, texts, now });
  let dictionary = createDictionary();

  // What is kept must be in the codes of the dictionary of the moment when it comes, not of when it was asked for.
  const encode: Dictionary['encode'] = (record) => dictionary.encode(record);
  const read = (points: readonly string[]) => readEntries(reader, points, encode, now());
  const ofIds = async (ids: readonly string[], fresh = false): Promise<Rows> => {
    const own = dictionary;
    const trusted = fresh ? [] : entries.trusted(ids);
    const missing = new Set(ids.filter((_, place) => !trusted[place]));
    const newest = new Map((await read([...missing].map(itemPoint))).map(({ entry }) => [entry.id, entry]));
    if (dictionary !== own) return ofIds(ids, fresh);
    const found = ids.map((id, place) => trusted[place] ?? newest.get(id)).filter((entry) => entry !== undefined);
    return { ids: found.map(({ id }) => id), rows: found.map(({ row }) => row), dictionary: own };
  };
  return {
    now,
    ofHits: async (hits, askedAt) => {
      const ids = entries.confirmed(hits, askedAt).map((entry) => entry?.id);
      const missing = placesOfMissing(hits, ids);
      if (missing.size === 0) return ids;
      const own = dictionary;
      const fresh = await read([...missing.keys()]);
      for (const { entry } of fresh) {
        takeVersions(entry, entries.peek(entry.point));
        noteHits(entry, missing.get(entry.point)!, hits, ids);
      }
      // Else the rows are in codes that nobody has any more.
      if (dictionary !== own) return ids;
      entries.keep(fresh);
      if (dictionary.size() > mostTexts) {
        entries.clear();
        dictionary = createDictionary();
      }
      return ids;
    },
    ofIds,
    compare: (space, vector, ids) =>
      compareKept(entries.trusted(ids), ({ place }) => texts.cosine(place, space, vector)),
    idsOf: (points) => idsByPoint(points, entries, reader),
    written: entries.written,
  };
}

async function readEntries(
  reader: RecordReader,
  points: readonly string[],
  encode: Dictionary['encode'],
  readAt: number,
): Promise<Fresh[]> {
  if (points.length === 0) return [];
  const records = await reader.read(points, ['id', 'tokens', 'values', 'texts']);
  return [...records].map(([point, record]) => {
    const entry = newEntry({ id: record.id, point, row: encode(record) }, readAt);
    return { entry, texts: record.texts };
  });
}

function compareKept(entries: readonly (Entry | undefined)[], cosineOf: (entry: Entry) => number): Compared {
  const cosines = new Float64Array(entries.length).fill(Number.NaN);
  const unknown: number[] = [];
  for (let place = 0; place < entries.length; place++) {
    const entry = entries[place];
    if (entry) cosines[place] = cosineOf(entry);
    else unknown.push(place);
  }
  return { cosines, unknown };
}

/** By item's point, of items of which a hit has no id, the places of all hits. */
function placesOfMissing(hits: readonly Hit[], ids: readonly (string | undefined)[]): Map<string, number[]> {
  const missing = new Map<string, number[]>();
  for (let place = 0; place < hits.length; place++) if (ids[place] === undefined) missing.set(hits[place]!.item, []);
  if (missing.size > 0) for (const [place, { item }] of hits.entries()) missing.get(item)?.push(place);
  return missing;
}

/** Notes which hits an entry was read for, and gives them its id. */
function noteHits(entry: Entry, places: readonly number[], hits: readonly Hit[], ids: (string | undefined)[]): void {
  for (const place of places) {
    noteVersion(entry, hits[place]!);
    ids[place] = entry.id;
  }
}

async function idsByPoint(
  points: readonly string[],
  entries: Entries,
  reader: RecordReader,
): Promise<Map<string, string>> {
  const known = points.map((point) => entries.peek(point));
  const unknown = points.filter((_, place) => !known[place]);
  const ids = new Map(known.flatMap((entry) => (entry ? [[entry.point, entry.id] as const] : [])));
  if (unknown.length > 0) for (const [point, { id }] of await reader.read(unknown, ['id'])) ids.set(point, id);
  return ids;
}

function performanceNow(): number {
  return performance.now();
}
