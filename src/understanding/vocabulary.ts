import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Analyser } from '#src/text/analyser';
import { type Compound, createCompounds, NO_COMPOUNDS } from './compounds.ts';
import { editDistance, type TypingCosts } from './edit-distance.ts';

/** The words of a catalog, for finding those that a mistyped one may mean. */
export interface Vocabulary {
  /** Words of so many items or more that differ from the given one, folded, by a typing error or two; a few, the likeliest first. */
  similar(word: string, fewestDocuments?: number): readonly SimilarWord[];
  /** How the catalog writes a token most often; the token itself where that is not known. */
  surface(token: string): string;
  /** The words that the catalog writes as one with others, by a token of theirs; none but in German. */
  compounds(token: string): readonly Compound[];
}

export interface SimilarWord {
  readonly token: string;
  /** As the catalog writes it, folded. */
  readonly surface: string;
  /** Items that have it. */
  readonly documents: number;
  /** How likely it is meant: only comparable among the words that are similar to one. */
  readonly likelihood: number;
}

/** Ways that a catalog writes its tokens: by token, forms with how often each was seen. */
export type Surfaces = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Words in fewer items are typing errors of the catalog as often as words of it. */
const FEWEST_DOCUMENTS = 2;
/** So many similar words are told of. */
const MOST_SIMILAR = 4;
/** Words that are taken in one go; searches go on between two of them. */
const AT_ONCE = 2_000;
/** Shorter words are too near each other. */
const SHORTEST = 4;
/** From this length a word may have two errors; shorter ones one. */
const SHORTEST_WITH_TWO = 6;

/**
 * How much an error less, a frequency e times as high, and the right first letter are worth against each other.
 * Found on the development half of `homedepot`, where any values near these do as well.
 */
const PREFERENCE = { error: -3, frequency: 0.5, firstLetter: 1 } as const;
const COSTS: TypingCosts = { doubled: 0.6, swapped: 0.8, neighbour: 0.9, vowel: 0.8 };

type Entries = Iterable<readonly [token: string, documents: number]> | AsyncIterable<readonly [string, number]>;

interface Entry {
  readonly form: string;
  readonly token: string;
  readonly documents: number;
}

/**
 * A vocabulary from tokens and the number of items that have each; only words of letters are kept. A token is found
 * by the forms that `surfaces` has of it, so that "shelve" is as near to "shelf" as typed, whatever their stems.
 */
export async function createVocabulary(
  entries: Entries,
  surfaces: Surfaces = new Map(),
  analyser?: Analyser,
): Promise<Vocabulary> {
  const words: Entry[] = [];
  const ofAll = new Map<string, number>();
  for await (const [token, documents] of entries) {
    ofAll.set(token, documents);
    if (documents < FEWEST_DOCUMENTS || !/^\p{L}+$/u.test(token)) continue;
    const forms = surfaces.get(token)?.keys() ?? [token];
    for (const form of forms) if (isWord(form)) words.push({ form, token, documents });
  }
  words.sort((a, b) => a.form.length - b.form.length);
  const mostDocuments = words.reduce((most, { documents }) => Math.max(most, documents), 0);
  const near = await createNearWords(words.map(({ form }) => form));
  const compounds = analyser?.language === 'de' ? createCompounds(ofAll, analyser) : NO_COMPOUNDS;
  return {
    similar(word, fewestDocuments = FEWEST_DOCUMENTS) {
      if (!isWord(word) || fewestDocuments > mostDocuments) return [];
      const best = new Map<string, SimilarWord>();
      for (const { place, errors } of near(word, (place) => words[place]!.documents >= fewestDocuments)) {
        const { form, token, documents } = words[place]!;
        const likelihood = preference(word, form, errors, documents);
        if (likelihood > (best.get(token)?.likelihood ?? -Infinity))
          best.set(token, { token, surface: form, documents, likelihood });
      }
      return [...best.values()].sort((one, other) => other.likelihood - one.likelihood).slice(0, MOST_SIMILAR);
    },
    surface: (token) => mostFrequent(surfaces.get(token)) ?? token,
    compounds: compounds.of,
  };
}

function mostFrequent(forms: ReadonlyMap<string, number> | undefined): string | undefined {
  return forms && [...forms].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function isWord(form: string): boolean {
  return form.length >= SHORTEST && /^\p{L}+$/u.test(form);
}

/** Pairs of neighbouring letters, the ends counted as letters. */
function pairsOf(word: string): Set<string> {
  const letters = `^${word}$`;
  return new Set(Array.from({ length: letters.length - 1 }, (_, at) => letters.slice(at, at + 2)));
}

type NearWords = (word: string, counts: (place: number) => boolean) => NearWord[];

interface NearWord {
  readonly place: number;
  readonly errors: number;
}

/**
 * Finds words, which come in order of length, within an error or two. An error touches two pairs, or three when letters are swapped, which is counted on once, so words that
 * share too few need no comparing (Ukkonen 1992); nor do words of another length than the errors explain.
 */
async function createNearWords(forms: readonly string[]): Promise<NearWords> {
  const postings = new Map<string, number[]>();
  for (const [place, form] of forms.entries()) {
    if (place % AT_ONCE === AT_ONCE - 1) await nextTurn();
    for (const pair of pairsOf(form)) {
      const known = postings.get(pair);
      if (known) known.push(place);
      else postings.set(pair, [place]);
    }
  }
  const byPair = new Map([...postings].map(([pair, places]) => [pair, Uint32Array.from(places)]));
  const starts = startsOfLengths(forms);
  const shared = new Uint8Array(forms.length);
  const letters = Uint32Array.from(forms, lettersOf);
  return (word, counts) => {
    const most = word.length < SHORTEST_WITH_TWO ? 1 : 2;
    const from = starts(word.length - most);
    const to = starts(word.length + most + 1);
    const pairs = pairsOf(word);
    shared.fill(0, from, to);
    for (const pair of pairs) {
      const places = byPair.get(pair) ?? NONE;
      for (let at = lowerBound(places, from); at < places.length && places[at]! < to; at++) shared[places[at]!]!++;
    }
    const fewest = Math.max(1, pairs.size - 1 - 2 * most);
    const found: NearWord[] = [];
    const own = lettersOf(word);
    for (let place = from; place < to; place++) {
      if (shared[place]! < fewest || bits(own ^ letters[place]!) > 2 * most || !counts(place)) continue;
      if (editDistance(word, forms[place]!, most) > most) continue;
      found.push({ place, errors: editDistance(word, forms[place]!, most, COSTS) });
    }
    return found;
  };
}

const NONE = new Uint32Array(0);

/** Which letters a word has, one bit each; beyond the Latin ones some share a bit. An error changes two at most. */
function lettersOf(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at++) mask |= 1 << (word.charCodeAt(at) & 31);
  return mask >>> 0;
}

function bits(mask: number): number {
  let rest = mask;
  let count = 0;
  for (; rest !== 0; count++) rest &= rest - 1;
  return count;
}

/** By length, the place of the first form that is as long or longer. */
function startsOfLengths(forms: readonly string[]): (length: number) => number {
  const starts: number[] = [];
  for (const [place, { length }] of forms.entries()) while (starts.length <= length) starts.push(place);
  return (length) => starts[Math.max(0, length)] ?? forms.length;
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function preference(word: string, form: string, errors: number, documents: number): number {
  return (
    PREFERENCE.error * errors +
    PREFERENCE.frequency * Math.log(documents) +
    (form[0] === word[0] ? PREFERENCE.firstLetter : 0)
  );
}
