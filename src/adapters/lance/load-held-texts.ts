import type { State } from './state.ts';
import { vectorColumn } from './table-rows.ts';
import type { Tables } from './tables.ts';

/** Rows read from the table at once: a whole table in memory would take five times what is held of it. */
const ROWS_AT_ONCE = 4_096;

/** Reads what the table has of every space of texts, in pieces between which other work goes on. */
export async function loadHeldTexts({ manifest, spaces, columns, tuning }: State, tables: Tables): Promise<void> {
  const wanted = [...spaces.values()].flatMap(({ held, space }) =>
    held && columns.ids.length * space.dimensions <= tuning.mostHeldNumbers
      ? { held, column: vectorColumn(manifest.spaces, space.name) }
      : [],
  );
  if (wanted.length === 0) return;
  const selected = ['id', ...wanted.map(({ column }) => column)];
  const { items } = tables;
  for (let offset = 0; ; offset += ROWS_AT_ONCE) {
    let read = 0;
    for await (const rows of items.query().select(selected).limit(ROWS_AT_ONCE).offset(offset)) {
      const ids = rows.getChild('id')!;
      const vectors = wanted.map(({ column }) => rows.getChild(column)!);
      for (let i = 0; i < rows.numRows; i++) {
        const row = columns.rows.get(ids.get(i) as string);
        if (row === undefined) continue;
        for (const [place, { held }] of wanted.entries()) {
          held.fill(row, (vectors[place]!.get(i) as { toArray(): Float32Array } | null)?.toArray());
        }
      }
      read += rows.numRows;
    }
    if (read < ROWS_AT_ONCE) return;
  }
}
