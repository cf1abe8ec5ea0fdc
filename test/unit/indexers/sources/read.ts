import { openSource } from '#indexers/sources/open';
import type { Format } from '#indexers/sources/options';
import type { SourceRow, UnreadableRow } from '#indexers/sources/row';
import { createMemoryFiles } from '#test/support/memory-files';

/** All rows of a source with the given content, read in chunks of some bytes. */
export async function readAll(
  content: string | Uint8Array,
  name = 'products.csv',
  { chunkBytes = 7, format = 'auto' }: { chunkBytes?: number; format?: Format } = {},
): Promise<(SourceRow | UnreadableRow)[]> {
  const source = await openSource(name, format, createMemoryFiles({ [name]: content }, chunkBytes));
  const rows: (SourceRow | UnreadableRow)[] = [];
  for await (const batch of source.rows) rows.push(...batch);
  return rows;
}
