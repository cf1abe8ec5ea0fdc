import type { NewRecord, RecordStore } from '#src/ports/records';
import type { Database, Query } from './database.ts';

/** A row holds as long as its record has the sequence that it was put with: so nothing has to be done when that changes. */
export const SOURCE_ROWS_MIGRATION = `
  CREATE TABLE source_rows (
    catalog INTEGER NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    row TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (catalog, id)
  );
  CREATE INDEX source_rows_by_row ON source_rows (catalog, row);`;

const UPSERT = {
  name: 'source_rows_upsert',
  text: `INSERT INTO source_rows (catalog, id, sequence, row)
         SELECT $1, n.id, n.sequence, n.row FROM unnest($2::text[], $3::bigint[], $4::text[]) AS n (id, sequence, row)
         ON CONFLICT (catalog, id) DO UPDATE SET sequence = excluded.sequence, row = excluded.row`,
};
const IDS = {
  name: 'source_rows_ids',
  text: `SELECT s.row, s.id FROM catalogs AS c CROSS JOIN unnest($2::text[]) AS wanted (row)
         JOIN source_rows AS s ON s.catalog = c.key AND s.row = wanted.row
         JOIN records AS r ON r.catalog = s.catalog AND r.id = s.id
         WHERE c.name = $1 AND r.sequence = s.sequence AND NOT r.deleted`,
};

/** Keeps the rows of records that have one; to be called in the transaction that writes the records. */
export async function putSourceRows(
  query: Query,
  catalog: number,
  records: Iterable<NewRecord>,
  sequenceOf: (id: string) => number,
): Promise<void> {
  const rows = [...records].flatMap(({ item: { id }, row }) => (row === undefined ? [] : [{ id, row }]));
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await query(UPSERT, [catalog, ids, ids.map(sequenceOf), rows.map(({ row }) => row)]);
}

export function createSourceRows(db: Database): Pick<RecordStore, 'idsOfRows'> {
  return {
    idsOfRows: async (catalog, rows) => {
      if (rows.length === 0) return [];
      const found = await db.query<{ readonly row: string; readonly id: string }>(IDS, [catalog, [...rows]]);
      const ids = new Map(found.map(({ row, id }) => [row, id]));
      return rows.map((row) => ids.get(row));
    },
  };
}
