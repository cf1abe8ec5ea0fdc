import type { Connection } from './connection.ts';
import type { StoredRecord } from './record.ts';

/** Reads the collection of records itself, nothing is kept. */
export interface RecordReader {
  /** By point, those that there are, with the keys asked for. */
  read<Key extends keyof StoredRecord>(
    points: readonly string[],
    keys: readonly Key[],
  ): Promise<Map<string, Pick<StoredRecord, Key>>>;
  /** Up to `count` of them, spread over the catalog, the same ones each time; and whether they are all. */
  sample<Key extends keyof StoredRecord>(
    count: number,
    keys: readonly Key[],
  ): Promise<{ readonly records: readonly Pick<StoredRecord, Key>[]; readonly isWhole: boolean }>;
}

/** Records that one request asks for. */
const AT_ONCE = 2_000;

export function createRecordReader(connection: Connection, collection: string): RecordReader {
  return {
    read: (points, keys) => readPayloads(connection, collection, points, keys),
    // Points are in the order of their ids, which are hashes: the first of them are spread over the catalog.
    sample: async (count, keys) => {
      if (count <= 0) return { records: [], isWhole: false };
      const { points, next_page_offset: next } = await connection.read('sample records', (client) =>
        client.scroll(collection, { limit: count, with_payload: [...keys] }),
      );
      return { records: points.map(({ payload }) => recordOf(payload)), isWhole: next === null || next === undefined };
    },
  };
}

/** Payloads of the points that there are, by point, with the keys asked for. */
export async function readPayloads<Payload>(
  connection: Connection,
  collection: string,
  points: readonly string[],
  keys: readonly string[],
): Promise<Map<string, Payload>> {
  const starts = Array.from({ length: Math.ceil(points.length / AT_ONCE) }, (_, i) => i * AT_ONCE);
  const chunks = await Promise.all(
    starts.map((start) => {
      const request = { ids: points.slice(start, start + AT_ONCE), with_payload: [...keys] };
      return connection.read('read records', (client) => client.retrieve(collection, request));
    }),
  );
  // What is there was written by `pointsOf`.
  return new Map(chunks.flat().map(({ id, payload }) => [String(id), payload as Payload]));
}

/** The payload is what `makeRecord` made. */
function recordOf<Key extends keyof StoredRecord>(payload: unknown): Pick<StoredRecord, Key> {
  return payload as Pick<StoredRecord, Key>;
}
