import { VitrineError } from '#src/errors';
import type { Connection } from './connection.ts';
import { failureOf } from './failure.ts';
import type { CollectionNames } from './names.ts';
import { readLengths, readTokens } from './record.ts';
import type { RecordReader } from './record-reader.ts';
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
  readonly reader: Pick<RecordReader, 'read'>;
  readonly writer: Pick<Writer, 'alone'>;
}

/** Gives every item the lexical vector that it would have if it were written now. */
export async function reweigh(parts: ReweighParts, averageLength: number): Promise<void> {
  let offset: string | undefined;
  const weighSome = async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        offset = await weighPage(parts, averageLength, offset);
        return;
      } catch (error) {
        // Another process has removed an item of the page meanwhile; then it is no longer among them.
        if (!isPointMissing(error) || attempt >= MOST_ATTEMPTS) throw error;
      }
    }
  };
  do await parts.writer.alone(weighSome);
  while (offset !== undefined);
}

/** However much others remove, they do not remove from one page again and again. */
const MOST_ATTEMPTS = 20;

/** Weighs some of the items from `offset` on; where to go on, if there are more. */
async function weighPage(
  { connection, names, reader }: ReweighParts,
  averageLength: number,
  offset: string | undefined,
): Promise<string | undefined> {
  // Of the items, not the records: records are there before their items.
  const { points, next_page_offset: next } = await connection.read('scan points', (client) =>
    client.scroll(names.items, { limit: AT_ONCE, with_payload: false, ...(offset !== undefined && { offset }) }),
  );
  const tokensOf = async (ids: readonly string[]) =>
    new Map([...(await reader.read(ids, ['tokens']))].map(([id, { tokens }]) => [id, tokens] as const));
  let weighed = await tokensOf(points.map(({ id }) => String(id)));
  while (weighed.size > 0) {
    const vectors = [...weighed].map(([id, tokens]) => ({
      id,
      vector: { [LEXICAL]: lexicalVector(tokens, averageLength) },
    }));
    await connection.write('weigh words', (client) =>
      client.updateVectors(names.items, { wait: true, points: vectors }),
    );
    // Another process may have written an item meanwhile, its record first: the words of before must not stay.
    const before = weighed;
    const now = await tokensOf([...before.keys()]);
    weighed = new Map([...now].filter(([id, tokens]) => tokens !== before.get(id)));
  }
  return typeof next === 'string' || typeof next === 'number' ? String(next) : undefined;
}

/** The server knows the collection, but not one of the points. */
function isPointMissing(error: unknown): boolean {
  const { status, reason } = failureOf(error instanceof VitrineError ? error.cause : error);
  return status === 404 && reason.includes('No point with id');
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
