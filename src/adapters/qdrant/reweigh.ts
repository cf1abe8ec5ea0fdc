import type { Connection } from './connection.ts';
import type { CollectionNames } from './names.ts';
import { readLengths, readTokens, type StoredRecord } from './record.ts';
import { LEXICAL } from './schema.ts';
import { documentVector, type SparseVector } from './sparse.ts';
import type { Writer } from './write.ts';

/** Share by which the mean length may differ from the one in use before the words of all items are weighed anew. */
export const LENGTH_TOLERANCE = 0.25;

/** Items that are weighed in one go, while no write is under way. */
const AT_ONCE = 1_000;

export interface ReweighParts {
  readonly connection: Connection;
  readonly names: CollectionNames;
  readonly writer: Pick<Writer, 'alone'>;
}

/** Gives every item the lexical vector that it would have if it were written now. */
export async function reweigh({ connection, names, writer }: ReweighParts, averageLength: number): Promise<void> {
  let offset: string | number | undefined;
  const weighSome = async () => {
    const from = offset;
    const { points, next_page_offset: next } = await connection.read('read records', (client) =>
      client.scroll(names.records, {
        limit: AT_ONCE,
        with_payload: ['tokens'],
        ...(from !== undefined && { offset: from }),
      }),
    );
    const weighed = points.map(({ id, payload }) => {
      const { tokens } = payload as unknown as Pick<StoredRecord, 'tokens'>;
      return { id, vector: { [LEXICAL]: lexicalVector(tokens, averageLength) } };
    });
    if (weighed.length > 0) {
      await connection.write('weigh words', (client) =>
        client.updateVectors(names.items, { wait: true, points: weighed }),
      );
    }
    offset = typeof next === 'string' || typeof next === 'number' ? next : undefined;
  };
  do await writer.alone(weighSome);
  while (offset !== undefined);
}

/** Out of the `tokens` of a record. */
export function lexicalVector(tokens: string, averageLength: number): SparseVector {
  const lengths = readLengths(tokens);
  const counts = new Map<string, number[]>();
  readTokens(tokens, (token, place, count) => {
    const own = counts.get(token) ?? lengths.map(() => 0);
    own[place] = count;
    counts.set(token, own);
  });
  return documentVector(counts, lengths, averageLength);
}
