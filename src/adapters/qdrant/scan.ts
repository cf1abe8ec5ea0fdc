import type { Connection } from './connection.ts';
import { createDictionary, type Row } from './dictionary.ts';
import { filterPart } from './filter.ts';
import type { QdrantFilter } from './options.ts';
import type { RecordCache, Rows } from './record-cache.ts';
import type { RecordReader } from './record-reader.ts';

/** What reading many items takes. */
export interface ScanParts {
  readonly connection: Connection;
  /** The collection of items. */
  readonly collection: string;
  readonly cache: RecordCache;
  readonly reader: RecordReader;
}

/** Points that one request asks for. */
const PAGE = 5_000;

/** The points of all items that pass, page by page, in no order that means anything. */
export async function* scanPoints(
  { connection, collection }: ScanParts,
  filter: QdrantFilter | undefined,
): AsyncGenerator<string[]> {
  let offset: string | number | undefined;
  do {
    const from = offset;
    const { points, next_page_offset: next } = await connection.read('scan points', (client) =>
      client.scroll(collection, {
        limit: PAGE,
        with_payload: false,
        ...filterPart(filter),
        ...(from !== undefined && { offset: from }),
      }),
    );
    if (points.length > 0) yield points.map(({ id }) => String(id));
    offset = typeof next === 'string' || typeof next === 'number' ? next : undefined;
  } while (offset !== undefined);
}

/** The features of all items that pass: where the server can neither count nor sort, and for few items. */
export async function scanRows(parts: ScanParts, filter: QdrantFilter | undefined): Promise<Rows> {
  const dictionary = createDictionary();
  const ids: string[] = [];
  const rows: Row[] = [];
  for await (const points of scanPoints(parts, filter)) {
    for (const record of (await parts.reader.read(points, ['id', 'tokens', 'values'])).values()) {
      ids.push(record.id);
      rows.push(dictionary.encode(record));
    }
  }
  return { ids, rows, dictionary };
}

/** The ids of all items that pass, in order. */
export async function scanIds(parts: ScanParts, filter: QdrantFilter | undefined): Promise<string[]> {
  const found: string[] = [];
  for await (const points of scanPoints(parts, filter)) found.push(...(await parts.cache.idsOf(points)).values());
  return found.sort(compareTexts);
}

/** By UTF-16 units, as `sort` does by itself. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
