import type { ItemRecord, RecordStore } from '#src/ports/records';
import type { Database } from './database.ts';

const COLUMNS = 'r.sequence, r.deleted, r.hash, r.pictures, r.item';
const BY_ID = {
  name: 'records_by_id',
  text: `SELECT r.id, ${COLUMNS}
         FROM catalogs AS c CROSS JOIN unnest($2::text[]) AS wanted (id)
         JOIN records AS r ON r.catalog = c.key AND r.id = wanted.id WHERE c.name = $1`,
};
const CHANGES = {
  name: 'records_changes',
  text: `SELECT ${COLUMNS} FROM records AS r
         WHERE r.catalog = (SELECT key FROM catalogs WHERE name = $1) AND r.sequence > $2
         ORDER BY r.sequence LIMIT $3`,
};
const COUNTERS = { name: 'catalogs_counters', text: 'SELECT sequence, items FROM catalogs WHERE name = $1' };

interface RecordRow {
  readonly sequence: number;
  readonly deleted: boolean;
  readonly hash: string;
  readonly pictures: string;
  readonly item: string;
}

/** Each read is one statement, so it sees one state of the data and waits for no writer. */
export function createReads(db: Database): Pick<RecordStore, 'get' | 'count' | 'lastSequence' | 'changesAfter'> {
  const countersOf = async (catalog: string) => {
    const rows = await db.query<{ readonly sequence: number; readonly items: number }>(COUNTERS, [catalog]);
    return rows[0] ?? { sequence: 0, items: 0 };
  };
  return {
    get: async (catalog, ids) => {
      if (ids.length === 0) return [];
      const rows = await db.query<RecordRow & { readonly id: string }>(BY_ID, [catalog, [...new Set(ids)]]);
      const records = new Map(rows.map((row) => [row.id, toRecord(row)] as const));
      return ids.map((id) => records.get(id));
    },
    count: async (catalog) => (await countersOf(catalog)).items,
    lastSequence: async (catalog) => (await countersOf(catalog)).sequence,
    changesAfter: async (catalog, sequence, limit) =>
      (await db.query<RecordRow>(CHANGES, [catalog, sequence, limit])).map(toRecord),
  };
}

/** Both texts are what `put` wrote, so their types are known. */
function toRecord({ sequence, deleted, hash, pictures, item }: RecordRow): ItemRecord {
  return { item: JSON.parse(item), pictures: JSON.parse(pictures), hash, sequence, deleted };
}
