import { LRUCache } from 'lru-cache';
import { TEXT_FIELDS } from '#src/domain/document';
import type { LexicalStatistics } from '#src/ports/features';
import type { Connection } from './connection.ts';
import type { Drift, DriftMark } from './drift.ts';
import { KEYS } from './keys.ts';
import { countTexts } from './text-counts.ts';

/** Document frequencies and lengths, counted by the server and remembered while they hold (see `Drift`). */
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

/** Tokens whose frequency is remembered. */
const MOST_TOKENS = 200_000;

export function createStatistics(connection: Connection, collection: string, drift: Drift): Statistics {
  const frequencies = new LRUCache<string, { readonly count: number; readonly mark: DriftMark }>({ max: MOST_TOKENS });
  let known: { readonly lengths: Lengths; readonly mark: DriftMark } | undefined;

  const lengths = async (): Promise<Lengths> => {
    if (known && drift.holds(known.mark, known.lengths.documents)) return known.lengths;
    const mark = drift.mark();
    const counted = lengthsOf(await countTexts(connection, collection, KEYS.lengths));
    known = { lengths: counted, mark };
    return counted;
  };
  const frequency = async (token: string): Promise<number> => {
    const before = frequencies.get(token);
    if (before && drift.holds(before.mark, before.count)) return before.count;
    const mark = drift.mark();
    const filter = { must: [{ key: KEYS.tokens, match: { value: token } }] };
    const { count } = await connection.read('count a token', (client) =>
      client.count(collection, { filter, exact: false }),
    );
    frequencies.set(token, { count, mark });
    return count;
  };
  return {
    lengths,
    of: async (tokens) => {
      const [{ documents, averages }, ...documentFrequencies] = await Promise.all([
        lengths(),
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
