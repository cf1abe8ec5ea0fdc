import type { RecordStore } from '#src/ports/records';
import type { Catalogs } from './catalogs.ts';
import type { Database } from './database.ts';

/** A row holds as long as its record has the sequence that it was put with: so nothing has to be done when that changes. */
export const SOURCE_ROWS_MIGRATION = `
  CREATE TABLE source_rows (
    catalog INTEGER NOT NULL REFERENCES catalogs (key),
    id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    row TEXT NOT NULL,
    PRIMARY KEY (catalog, id)
  ) WITHOUT ROWID;
  CREATE INDEX source_rows_by_row ON source_rows (catalog, row);`;

/** The rows of sources that records came from. */
export interface SourceRows extends Pick<RecordStore, 'idsOfRows'> {
  /** To be called in the transaction that writes the record. */
  put(catalog: number, row: { readonly id: string; readonly row: string; readonly sequence: number }): void;
}

export function createSourceRows(db: Database, catalogs: Catalogs): SourceRows {
  const upsert = db.prepare(
    `INSERT INTO source_rows (catalog, id, sequence, row) VALUES (?, ?, ?, ?)
     ON CONFLICT (catalog, id) DO UPDATE SET sequence = excluded.sequence, row = excluded.row`,
  );
  // CROSS JOIN keeps the few on the outside, as with ids; unasked, the planner would go through all rows of a catalog.
  const select = db.prepare<[string, string]>(
    `SELECT s.row, s.id FROM json_each(?) AS wanted
     CROSS JOIN source_rows AS s INDEXED BY source_rows_by_row ON s.catalog = ? AND s.row = wanted.value
     CROSS JOIN records AS r ON r.catalog = s.catalog AND r.sequence = s.sequence
     WHERE r.deleted = 0`,
  );
  return {
    put: (catalog, { id, row, sequence }) => {
      upsert.run([catalog, id, sequence, row]);
    },
    idsOfRows: async (catalog, rows) =>
      db.read(() => {
        const found = rows.length > 0 && catalogs.find(catalog);
        const ids = new Map(found ? select.all([JSON.stringify(rows), found.key]) : []);
        return rows.map((row) => ids.get(row));
      }),
  };
}
