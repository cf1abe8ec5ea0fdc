import type { ItemRecord, NewRecord, PutOutcome, RecordStore } from '#src/ports/records';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';
import { createRuns } from './runs.ts';

/** sequence, deleted, hash, pictures, item */
type RecordRow = [number, number, string, string, string];

interface Head {
  readonly sequence: number;
  readonly deleted: boolean;
  readonly hash: string;
}

/** The items of record. A call costs one transaction and one statement for each record that is written. */
export function createRecords(db: Database, catalogs: Catalogs): RecordStore {
  // CROSS JOIN keeps the ids outside: the planner would scan the whole catalog for each of them.
  const selectHeads = db.prepare<[string, number, number, string]>(
    `SELECT r.id, r.sequence, r.deleted, r.hash FROM json_each(?) AS wanted
     CROSS JOIN records AS r ON r.catalog = ? AND r.id = wanted.value`,
  );
  const selectRecords = db.prepare<[string, ...RecordRow]>(
    `SELECT r.id, r.sequence, r.deleted, r.hash, r.pictures, r.item FROM json_each(?) AS wanted
     CROSS JOIN records AS r ON r.catalog = ? AND r.id = wanted.value`,
  );
  const selectChanges = db.prepare<RecordRow>(
    `SELECT sequence, deleted, hash, pictures, item FROM records
     WHERE catalog = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const upsert = db.prepare(
    `INSERT INTO records (catalog, id, sequence, deleted, hash, pictures, item) VALUES (?, ?, ?, 0, ?, ?, ?)
     ON CONFLICT (catalog, id) DO UPDATE SET sequence = excluded.sequence, deleted = 0, hash = excluded.hash,
       pictures = excluded.pictures, item = excluded.item`,
  );
  const markDeleted = db.prepare('UPDATE records SET deleted = 1, sequence = ? WHERE catalog = ? AND id = ?');

  const headsOf = (key: number, ids: Iterable<string>): Map<string, Head> =>
    new Map(
      selectHeads
        .all([JSON.stringify([...ids]), key])
        .map(([id, sequence, deleted, hash]) => [id, { sequence, deleted: deleted === 1, hash }]),
    );

  return {
    put: async (catalog, records) => {
      if (records.length === 0) return [];
      return db.write(() => {
        const { key, ...counters } = catalogs.findOrAdd(catalog);
        const latest = lastOfEach(records);
        const heads = headsOf(key, latest.keys());
        let { sequence, items } = counters;
        const outcomes = new Map<string, PutOutcome>();
        for (const [id, record] of latest) {
          const head = heads.get(id);
          if (head && !head.deleted && head.hash === record.hash) {
            outcomes.set(id, { outcome: 'unchanged', sequence: head.sequence });
            continue;
          }
          const created = head === undefined || head.deleted;
          if (created) items++;
          sequence++;
          const { pictures, item, hash } = record;
          upsert.run([key, id, sequence, hash, JSON.stringify(pictures), JSON.stringify(item)]);
          outcomes.set(id, { outcome: created ? 'created' : 'changed', sequence });
        }
        if (sequence !== counters.sequence) catalogs.saveCounters(key, { sequence, items });
        return records.map(({ item }) => outcomes.get(item.id)!);
      });
    },

    delete: async (catalog, ids) => {
      if (ids.length === 0) return [];
      return db.write(() => {
        const found = catalogs.find(catalog);
        if (!found) return ids.map(() => false);
        let { sequence, items } = found;
        const heads = headsOf(found.key, new Set(ids));
        for (const id of new Set(ids)) {
          if (heads.get(id)?.deleted !== false) continue;
          markDeleted.run([++sequence, found.key, id]);
          items--;
        }
        if (sequence !== found.sequence) catalogs.saveCounters(found.key, { sequence, items });
        return ids.map((id) => heads.get(id)?.deleted === false);
      });
    },

    get: (catalog, ids) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        if (!found) return ids.map(() => undefined);
        const rows = selectRecords.all([JSON.stringify([...new Set(ids)]), found.key]);
        const records = new Map(rows.map(([id, ...row]) => [id, toRecord(row)]));
        return ids.map((id) => records.get(id));
      }),

    count: (catalog) => db.read(() => catalogs.find(catalog)?.items ?? 0),

    lastSequence: (catalog) => db.read(() => catalogs.find(catalog)?.sequence ?? 0),

    changesAfter: (catalog, sequence, limit) =>
      db.read(() => {
        const found = catalogs.find(catalog);
        return found ? selectChanges.all([found.key, sequence, limit]).map(toRecord) : [];
      }),

    ...createRuns(db, catalogs),
  };
}

/** The records by id: of repeated ids the last, at its place. */
function lastOfEach(records: readonly NewRecord[]): Map<string, NewRecord> {
  const latest = new Map<string, NewRecord>();
  for (const record of records) {
    latest.delete(record.item.id);
    latest.set(record.item.id, record);
  }
  return latest;
}

function toRecord([sequence, deleted, hash, pictures, item]: RecordRow): ItemRecord {
  return { item: JSON.parse(item), pictures: JSON.parse(pictures), hash, sequence, deleted: deleted === 1 };
}
