import type { Item } from '#src/domain/item';
import type { ItemRecord, NewRecord, PictureSource, PutOutcome, RecordStore } from '#src/ports/records';
import { type Sqlite, transaction } from './database.ts';

interface Row {
  readonly sequence: number;
  readonly deleted: number;
  readonly hash: string;
  readonly item: string;
  readonly pictures: string;
}

const COLUMNS = 'sequence, deleted, hash, item, pictures';

export function createRecords(database: Sqlite): RecordStore {
  const find = database.prepare(`SELECT ${COLUMNS} FROM items WHERE catalog = ? AND id = ?`);
  const state = database.prepare('SELECT sequence, deleted, hash FROM items WHERE catalog = ? AND id = ?');
  const save = database.prepare(
    `INSERT INTO items (catalog, id, sequence, deleted, hash, item, pictures) VALUES (?, ?, ?, 0, ?, ?, ?)
     ON CONFLICT (catalog, id) DO UPDATE SET sequence = excluded.sequence, deleted = 0, hash = excluded.hash,
       item = excluded.item, pictures = excluded.pictures`,
  );
  const bury = database.prepare('UPDATE items SET deleted = 1, sequence = ? WHERE catalog = ? AND id = ?');
  const count = database.prepare('SELECT count(*) AS count FROM items WHERE catalog = ? AND deleted = 0');
  const changes = database.prepare(
    `SELECT ${COLUMNS} FROM items WHERE catalog = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const sequences = createSequences(database);

  const putOne = (catalog: string, { item, pictures, hash }: NewRecord): PutOutcome => {
    const known = state.get([catalog, item.id]) as Pick<Row, 'sequence' | 'deleted' | 'hash'> | undefined;
    const present = known !== undefined && known.deleted === 0;
    if (present && known.hash === hash) return { outcome: 'unchanged', sequence: known.sequence };
    const sequence = sequences.next(catalog);
    save.run([catalog, item.id, sequence, hash, JSON.stringify(item), JSON.stringify(pictures)]);
    return { outcome: present ? 'changed' : 'created', sequence };
  };
  const deleteOne = (catalog: string, id: string): boolean => {
    const known = state.get([catalog, id]) as Pick<Row, 'deleted'> | undefined;
    if (!known || known.deleted === 1) return false;
    bury.run([sequences.next(catalog), catalog, id]);
    return true;
  };

  return {
    put: async (catalog, records) => {
      if (records.length === 0) return [];
      const last = new Map(records.map((record) => [record.item.id, record]));
      const outcomes = transaction(
        database,
        () => new Map([...last].map(([id, record]) => [id, putOne(catalog, record)])),
      );
      return records.map(({ item }) => outcomes.get(item.id)!);
    },
    delete: async (catalog, ids) => {
      if (ids.length === 0) return [];
      const outcomes = transaction(
        database,
        () => new Map([...new Set(ids)].map((id) => [id, deleteOne(catalog, id)])),
      );
      return ids.map((id) => outcomes.get(id)!);
    },
    get: async (catalog, ids) => ids.map((id) => recordOf(find.get([catalog, id]) as Row | undefined)),
    count: async (catalog) => (count.get([catalog]) as { count: number }).count,
    lastSequence: async (catalog) => sequences.last(catalog),
    changesAfter: async (catalog, sequence, limit) =>
      (changes.all([catalog, sequence, limit]) as Row[]).map((row) => recordOf(row)!),
    ...createSightings(database),
  };
}

function recordOf(row: Row | undefined): ItemRecord | undefined {
  if (!row) return undefined;
  // Both columns hold what `put` was given, so their types are known.
  const item = JSON.parse(row.item) as Item;
  const pictures = JSON.parse(row.pictures) as PictureSource[];
  return { item, pictures, hash: row.hash, sequence: row.sequence, deleted: row.deleted === 1 };
}

/** The last sequence of each catalog; taken and counted up inside the transaction of the change. */
function createSequences(database: Sqlite) {
  const read = database.prepare('SELECT last FROM sequences WHERE catalog = ?');
  const advance = database.prepare(
    'INSERT INTO sequences (catalog, last) VALUES (?, 1) ON CONFLICT (catalog) DO UPDATE SET last = last + 1 RETURNING last',
  );
  return {
    last: (catalog: string) => (read.get([catalog]) as { last: number } | undefined)?.last ?? 0,
    next: (catalog: string) => (advance.get([catalog]) as { last: number }).last,
  };
}

/** Which items an indexing run has seen. */
function createSightings(database: Sqlite): Pick<RecordStore, 'markSeen' | 'unseen'> {
  const seenBy = database.prepare('SELECT seen FROM items WHERE catalog = ? AND id = ?');
  const mark = database.prepare('UPDATE items SET seen = ? WHERE catalog = ? AND id = ?');
  const missing = 'FROM items WHERE catalog = ? AND deleted = 0 AND seen IS NOT ?';
  const countUnseen = database.prepare(`SELECT count(*) AS count ${missing}`);
  const listUnseen = database.prepare(`SELECT id ${missing} ORDER BY id LIMIT ?`);
  const markOne = (catalog: string, run: string, id: string): boolean => {
    const before = (seenBy.get([catalog, id]) as { seen: string | null } | undefined)?.seen === run;
    if (!before) mark.run([run, catalog, id]);
    return before;
  };
  return {
    markSeen: async (catalog, run, ids) => {
      if (ids.length === 0) return [];
      return transaction(database, () => ids.map((id) => markOne(catalog, run, id)));
    },
    unseen: async (catalog, run, limit) => ({
      count: (countUnseen.get([catalog, run]) as { count: number }).count,
      ids: (listUnseen.all([catalog, run, limit]) as { id: string }[]).map(({ id }) => id),
    }),
  };
}
