import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { VitrineError } from '#src/errors';
import type { SourceFile } from '#src/ports/files';
import { isObject } from '../values.ts';
import type { Rows, SourceRow } from './row.ts';

/** Rows decoded at a time; a row group may have millions. */
const BATCH_ROWS = 20_000;

/** The rows of a Parquet file, numbered from 1. Its footer is at its end, so it must be a file and not a stream. */
export async function* readParquet({ size, readRange }: SourceFile, name: string): Rows {
  if (!readRange || size === undefined) {
    throw new VitrineError(
      'source_invalid',
      `${name} is Parquet, which is read from its end: give it as an unpacked file.`,
    );
  }
  const file: AsyncBuffer = {
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = await readRange(start, end);
      // The library wants a buffer of its own, from its first byte to its last.
      return new Uint8Array(bytes).buffer;
    },
  };
  try {
    yield* readGroups(file, await parquetMetadataAsync(file));
  } catch (cause) {
    if (cause instanceof VitrineError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new VitrineError('source_invalid', `${name} is not a whole Parquet file: ${why}. Make it again.`, { cause });
  }
}

async function* readGroups(file: AsyncBuffer, metadata: FileMetaData): Rows {
  let start = 0;
  for (const { num_rows } of metadata.row_groups) {
    const end = start + Number(num_rows);
    for (; start < end; start += BATCH_ROWS) {
      const rowEnd = Math.min(end, start + BATCH_ROWS);
      const rows = await parquetReadObjects({ file, metadata, rowStart: start, rowEnd, compressors });
      yield rows.map((values, index): SourceRow => ({ line: start + index + 1, values: toValues(values) }));
    }
    start = end;
  }
}

/** Values as JSON has them: bytes are left out, 64-bit numbers become numbers or, where they do not fit, texts. */
function toValues(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toValue(value)]));
}

function toValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) return value.map(toValue);
  return isObject(value) ? toValues(value) : value;
}
