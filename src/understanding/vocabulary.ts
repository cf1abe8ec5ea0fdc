import { editDistance } from './edit-distance.ts';

/** The words of a catalog, for finding those that a mistyped one may mean. */
export interface Vocabulary {
  /** The likeliest token that differs from the given one by a typing error or two; undefined when there is none. */
  similar(token: string): string | undefined;
}

/** Words in fewer items are typing errors of the catalog as often as words of it. */
const FEWEST_DOCUMENTS = 2;
/** Shorter words are too near each other. */
const SHORTEST = 4;
/** From this length a word may have two errors; shorter ones one. */
const SHORTEST_WITH_TWO = 6;

/**
 * How much an error less, a frequency e times as high, and the right first letter are worth against each other.
 * Found on the development half of `homedepot`, where any values near these do as well.
 */
const PREFERENCE = { error: -3, frequency: 0.5, firstLetter: 1 } as const;

type Entries = Iterable<readonly [token: string, documents: number]> | AsyncIterable<readonly [string, number]>;

/** A vocabulary from tokens and the number of items that have each; only words of letters are kept. */
export async function createVocabulary(entries: Entries): Promise<Vocabulary> {
  const words: string[] = [];
  const frequencies: number[] = [];
  const byPair = new Map<string, number[]>();
  for await (const [token, documents] of entries) {
    if (documents < FEWEST_DOCUMENTS || !isWord(token)) continue;
    for (const pair of pairsOf(token)) {
      const known = byPair.get(pair);
      if (known) known.push(words.length);
      else byPair.set(pair, [words.length]);
    }
    words.push(token);
    frequencies.push(documents);
  }
  return {
    similar(token) {
      if (!isWord(token)) return undefined;
      let best: { word: string; value: number } | undefined;
      for (const { word, errors } of near(token, words, byPair)) {
        const value = preference(token, words[word]!, errors, frequencies[word]!);
        if (!best || value > best.value) best = { word: words[word]!, value };
      }
      return best?.word;
    },
  };
}

function isWord(token: string): boolean {
  return token.length >= SHORTEST && /^\p{L}+$/u.test(token);
}

/** Pairs of neighbouring letters, the ends counted as letters. */
function pairsOf(token: string): Set<string> {
  const letters = `^${token}$`;
  return new Set(Array.from({ length: letters.length - 1 }, (_, at) => letters.slice(at, at + 2)));
}

/** An error touches at most three pairs, so words that share too few need no comparing (Ukkonen 1992). */
function near(token: string, words: readonly string[], byPair: ReadonlyMap<string, readonly number[]>) {
  const most = token.length < SHORTEST_WITH_TWO ? 1 : 2;
  const pairs = pairsOf(token);
  const shared = new Map<number, number>();
  for (const pair of pairs) {
    for (const word of byPair.get(pair) ?? []) shared.set(word, (shared.get(word) ?? 0) + 1);
  }
  const fewest = Math.max(1, pairs.size - 3 * most);
  const found: { word: number; errors: number }[] = [];
  for (const [word, count] of shared) {
    if (count < fewest) continue;
    const errors = editDistance(token, words[word]!, most);
    if (errors <= most) found.push({ word, errors });
  }
  return found;
}

function preference(token: string, word: string, errors: number, documents: number): number {
  return (
    PREFERENCE.error * errors +
    PREFERENCE.frequency * Math.log(documents) +
    (word[0] === token[0] ? PREFERENCE.firstLetter : 0)
  );
}
