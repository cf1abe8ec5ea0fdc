import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';

/** Columns as a model of Spark's ALS is saved with: `id` and `features`, an array of floats. */
const SCHEMA = [
  { name: 'root', num_children: 2 },
  { name: 'id', type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type: 'REQUIRED' as const },
  {
    name: 'features',
    repetition_type: 'OPTIONAL' as const,
    converted_type: 'LIST' as const,
    num_children: 1,
  },
  { name: 'list', repetition_type: 'REPEATED' as const, num_children: 1 },
  { name: 'element', type: 'FLOAT' as const, repetition_type: 'OPTIONAL' as const },
];

export type FactorRow = readonly [id: string, features: readonly (number | null)[]];

export function factorTable(rows: readonly FactorRow[]): Uint8Array {
  const columnData = [
    { name: 'id', data: rows.map(([id]) => id) },
    { name: 'features', data: rows.map(([, features]) => [...features]) },
  ];
  return new Uint8Array(parquetWriteBuffer({ schema: SCHEMA, columnData }));
}

/** A folder as Spark leaves it: the rows in two parts, checksums, and the mark of success. */
export function writeSparkFolder(folder: string, rows: readonly FactorRow[]): void {
  mkdirSync(folder, { recursive: true });
  const half = Math.ceil(rows.length / 2);
  for (const [part, own] of [rows.slice(0, half), rows.slice(half)].entries()) {
    const name = `part-0000${part}-5f2e.c000.snappy.parquet`;
    writeFileSync(join(folder, name), factorTable(own));
    writeFileSync(join(folder, `.${name}.crc`), 'crc');
  }
  writeFileSync(join(folder, '_SUCCESS'), '');
}
