import { lastById } from '#src/domain/item';
import type { ItemRecord, NewRecord, PutOutcome, RecordStore } from '#src/ports/records';
import { createApplyLast } from './apply-last.ts';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';
import { createRuns } from './runs.ts';
import { createSourceRows, type SourceRows } from './source-rows.ts';

/** The items of record. A write costs one transaction, and one statement for each record that changes. */
export function createRecords(db: Database, catalogs: Catalogs, now: () => number): RecordStore {
  const rows = createSourceRows(db, catalogs);
  return {
    ...createWrites(db, catalogs, rows),
    ...createReads(db, catalogs),
    ...createRuns(db, catalogs, now),
    applyLast: createApplyLast(db, catalogs),
    idsOfRows: rows.idsOfRows,
  };
}

// The planner would scan the whole catalog for each of the ids; CROSS JOIN keeps the ids outside.
const WANTED = 'json_each(?) AS wanted CROSS JOIN records AS r ON r.catalog = ? AND r.id = wanted.value';

interface Head {
  readonly sequence: number;
  readonly deleted: boolean;
  readonly hash: string;
}

function createWrites(db: Database, catalogs: Catalogs, rows: SourceRows): Pick<RecordStore, 'put' | 'delete'> {
  const selectHeads = db.prepare<[string, number, number, string]>(
    `SELECT r.id, r.sequence, r.deleted, r.hash FROM ${WANTED}`,
  );
  const upsert = db.prepare(
    `INSERT INTO records (catalog, id, sequence, deleted, hash, pictures, item) VALUES (?, ?, ?, 0, ?, ?, ?)
     ON CONFLICT (catalog, id) DO UPDATE SET sequence = excluded.sequence, deleted = 0, hash = excluded.hash,
       pictures = excluded.pictures, item = excluded.item`,
  );
  const markDeleted = db.prepare('UPDATE records SET deleted = 1, sequence = ? WHERE catalog = ? AND id = ?');

  const headsOf = (key: number, ids: Iterable<string>): Map<string, Head> => {
    const rows = selectHeads.all([JSON.stringify([...ids]), key]);
    return new Map(
      rows.map(([id, sequence, deleted, hash]) => [id, { sequence, deleted: deleted === 1, hash }] as const),
    );
  };
  const putAll = (catalog: string, latest: ReadonlyMap<string, NewRecord>): Map<string, PutOutcome> => {
    const { key, ...counters } = catalogs.findOrAdd(catalog);
    const heads = headsOf(key, latest.keys());
    let { sequence, items } = counters;
    const outcomes = new Map<string, PutOutcome>();
    for (const [id, { item, pictures, hash, row, replaces }] of latest) {
      const head = heads.get(id);
      const there = head !== undefined && !head.deleted;
      const isLate = replaces !== undefined && replaces !== head?.sequence;
      if (isLate || (there && head.hash === hash)) {
        outcomes.set(id, { outcome: 'unchanged', sequence: head?.sequence ?? 0 });
      } else {
        sequence++;
        if (!there) items++;
        upsert.run([key, id, sequence, hash, JSON.stringify(pictures), JSON.stringify(item)]);
        outcomes.set(id, { outcome: there ? 'changed' : 'created', sequence });
      }
      if (row !== undefined && !isLate) rows.put(key, { id, row, sequence: outcomes.get(id)!.sequence });
    }
    if (sequence !== counters.sequence) catalogs.saveCounters(key, { sequence, items });
    return outcomes;
  };
  const deleteAll = (catalog: string, ids: ReadonlySet<string>): Set<string> => {
    const found = catalogs.find(catalog);
    if (!found) return new Set();
    const heads = headsOf(found.key, ids);
    const there = [...ids].filter((id) => heads.get(id)?.deleted === false);
    for (const [index, id] of there.entries()) markDeleted.run([found.sequence + index + 1, found.key, id]);
    const counters = { sequence: found.sequence + there.length, items: found.items - there.length };
    if (there.length > 0) catalogs.saveCounters(found.key, counters);
    return new Set(there);
  };

  return {
    put: async (catalog, records) => {
      if (records.length === 0) return [];
      const outcomes = await db.write(() => putAll(catalog, lastById(records)));
      return records.map(({ item }) => outcomes.get(item.id)!);
    },
    delete: async (catalog, ids) => {
      if (ids.length === 0) return [];
      const deleted = await db.write(() => deleteAll(catalog, new Set(ids)));
      return ids.map((id) => deleted.has(id));
    },
  };
}

/** sequence, deleted, hash, pictures, item */
type RecordRow = [number, number, string, string, string];

function createReads(
  db: Database,
  catalogs: Catalogs,
): Pick<RecordStore, 'get' | 'count' | 'lastSequence' | 'changesAfter'> {
  const selectById = db.prepare<[string, ...RecordRow]>(
    `SELECT r.id, r.sequence, r.deleted, r.hash, r.pictures, r.item FROM ${WANTED}`,
  );
  const selectChanges = db.prepare<RecordRow>(
    `SELECT sequence, deleted, hash, pictures, item FROM records
     WHERE catalog = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
  );
  return {
    get: (catalog, ids) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        if (!found) return ids.map(() => undefined);
        const rows = selectById.all([JSON.stringify([...new Set(ids)]), found.key]);
        const records = new Map(rows.map(([id, ...row]) => [id, toRecord(row)] as const));
        return ids.map((id) => records.get(id));
      }),
    count: (catalog) => db.read(() => catalogs.find(catalog)?.items ?? 0),
    lastSequence: (catalog) => db.read(() => catalogs.find(catalog)?.sequence ?? 0),
    changesAfter: (catalog, sequence, limit) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        return found ? selectChanges.all([found.key, sequence, limit]).map(toRecord) : [];
      }),
  };
}

/** Both texts are what `put` wrote, so their types are known. */
function toRecord([sequence, deleted, hash, pictures, item]: RecordRow): ItemRecord {
  return { item: JSON.parse(item), pictures: JSON.parse(pictures), hash, sequence, deleted: deleted === 1 };
}
