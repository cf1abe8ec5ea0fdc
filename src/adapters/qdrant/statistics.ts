import { LRUCache } from 'lru-cache';
import { TEXT_FIELDS } from '#src/domain/document';
import type { LexicalStatistics } from '#src/ports/features';
import type { Connection } from './connection.ts';
import { type Counted, createCounted } from './counted.ts';
import type { Drift } from './drift.ts';
import { KEYS } from './keys.ts';
import { countTexts } from './text-counts.ts';

/** Document frequencies and lengths, counted by the server and kept while they hold (see `Drift`). */
export interface Statistics {
  of(tokens: readonly string[]): Promise<LexicalStatistics>;
  lengths(): Promise<Lengths>;
  vocabulary(): AsyncIterable<readonly [token: string, documents: number]>;
}

export interface Lengths {
  readonly documents: number;
  /** Mean by field, in the order of TEXT_FIELDS. */
  readonly averages: readonly number[];
}

/** Tokens whose frequency is kept. */
const MOST_TOKENS = 200_000;

export function createStatistics(connection: Connection, collection: string, drift: Drift): Statistics {
  const frequencies = new LRUCache<string, Counted<number>>({ max: MOST_TOKENS });
  const countToken = async (token: string): Promise<number> => {
    const filter = { must: [{ key: KEYS.tokens, match: { value: token } }] };
    const request = { filter, exact: false };
    return (await connection.read('count a token', (client) => client.count(collection, request))).count;
  };
  const frequency = (token: string): Promise<number> => {
    const known =
      frequencies.get(token) ??
      createCounted(
        drift,
        () => countToken(token),
        (count) => count,
      );
    frequencies.set(token, known);
    return known.get();
  };
  const countLengths = async () => lengthsOf(await countTexts(connection, collection, KEYS.lengths));
  const lengths = createCounted(drift, countLengths, ({ documents }) => documents);
  return {
    lengths: lengths.get,
    of: async (tokens) => {
      const [{ documents, averages }, ...documentFrequencies] = await Promise.all([
        lengths.get(),
        ...tokens.map(frequency),
      ]);
      return { documents, documentFrequencies, averageLengths: averages };
    },
    vocabulary: async function* () {
      yield* await countTexts(connection, collection, KEYS.tokens);
    },
  };
}

/** Means out of counts of `place:length`; every item counts in every place. */
function lengthsOf(counts: ReadonlyMap<string, number>): Lengths {
  const sums = TEXT_FIELDS.map(() => 0);
  let documents = 0;
  for (const [text, count] of counts) {
    const [place = 0, length = 0] = text.split(':').map(Number);
    sums[place]! += length * count;
    if (place === 0) documents += count;
  }
  return { documents, averages: sums.map((sum) => (documents === 0 ? 0 : sum / documents)) };
}
