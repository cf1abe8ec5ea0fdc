import type { QueryWord, Term } from '#src/domain/query';
import type { Analyser } from '#src/text/analyser';
import { type DocumentFrequencies, type Frequency, lookUp } from './frequencies.ts';
import { SHORTEST_PART, splitWord } from './split-word.ts';
import type { Synonym, Synonyms } from './synonyms.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface WidenContext {
  readonly analyser: Analyser;
  readonly documentFrequencies: DocumentFrequencies;
  readonly vocabulary: () => Promise<Vocabulary>;
  /** Other phrases for words; none without it. */
  readonly synonyms?: Synonyms;
}

/** Words with further ways to have them, and the terms that those need. */
export interface Widened {
  readonly words: readonly QueryWord[];
  readonly terms: readonly Term[];
  /** Words, as written, that no item has, nor another phrase for them. */
  readonly unknown: readonly string[];
  /** Other phrases for some of the words, of which the catalog has something. */
  readonly synonyms: readonly Synonym[];
  /** Those of the terms that are words of the catalog made of a word and another. */
  readonly compounds: readonly string[];
  /** What unknown words were taken for, by the word, as the catalog writes it. */
  readonly corrections: ReadonlyMap<string, string>;
}

/**
 * What a way around counts against the words as written. Neighbours that the catalog also writes as one are a rare
 * token, which would outshine the words themselves: on the development half of `homedepot` .3 to .5 gained recall at
 * no cost, 1 cost .005 of nDCG@10. What stands in for an unknown word counts in full.
 */
const WEIGHT = { joined: 0.5, instead: 1, beside: 0.5, synonym: 0.5, head: 0.4, modifier: 0.2 } as const;
/**
 * What else a word may be a mistyping of counts, too, as far as it is about as likely: by e to the power of the difference.
 * On queries of `homedepot` with a rare word the likeliest alone gains .008 of recall@100, those within 1 .009, within 2 .011.
 */
const OTHERS = { within: 2, decay: 1 } as const;
/** A part that fewer items have is a part by chance. */
const FEWEST_DOCUMENTS = 2;
/**
 * A word of which the catalog has so many times more items in another spelling, or as two words, may be meant in that
 * way: `facets` for faucets, `firepit` for fire pit.
 */
const MUCH_MORE = 20;
/** A word that more items have is no mistake of the catalog: "tent" is no vent. Without this limit nothing more is gained. */
const MOST_DOUBTFUL = 5;

/**
 * Ways around how a word happens to be written, held against what the catalog has: neighbours that it writes as one
 * (`deck over`), and for a word that it does not have at all or hardly, two words (`deckover`) and the likeliest word that
 * it may be a mistyping of.
 */
export async function widen(words: readonly QueryWord[], context: WidenContext): Promise<Widened> {
  const joined = words.slice(1).map((word, index) => joinedToken(words[index]!, word, context.analyser));
  const own = words.flatMap(({ alternatives }) => alternatives.flat());
  const asked = [...own, ...joined.filter((token) => token !== undefined)];
  const frequency = await lookUp(asked, context.documentFrequencies);
  const compounds = await compoundsOf(words, context);
  const documents = words.map((word, place) =>
    Math.max(documentsOf(word, frequency), ...compounds[place]!.map((compound) => compound.documents)),
  );
  const instead = await Promise.all(words.map((word, place) => insteadOf(word, documents[place]!, context)));
  const synonyms = await knownSynonyms(words, context);

  const ways = createWays(words);
  for (const [index, token] of joined.entries())
    if (token !== undefined && frequency(token) > 0) ways.add(index, index + 2, [token], WEIGHT.joined);
  for (const [place, found] of compounds.entries())
    for (const { token, part } of found) ways.add(place, place + 1, [token], WEIGHT[part]);
  for (const [place, found] of instead.entries())
    for (const { tokens, weight } of found)
      ways.add(place, place + 1, tokens, documents[place] === 0 ? weight : weight * WEIGHT.beside);
  for (const { from, to, tokens } of synonyms) ways.add(from, to, tokens, WEIGHT.synonym);

  const isSaidOtherwise = (place: number) => synonyms.some(({ from, to }) => from <= place && place < to);
  const unknown = words.map(({ text }, place) => ({ text, place })).filter(({ place }) => documents[place] === 0);
  return {
    ...ways.taken(own),
    unknown: unknown.filter(({ place }) => !isSaidOtherwise(place)).map(({ text }) => text),
    corrections: new Map(
      unknown.flatMap(({ text, place: at }) => instead[at]!.slice(0, 1).map(({ surface }) => [text, surface])),
    ),
    synonyms,
    compounds: compounds.flat().map(({ token }) => token),
  };
}

/** Gathers further ways to have words; a token that is in several counts as in the best of them. */
function createWays(words: readonly QueryWord[]) {
  const ways: string[][][] = words.map(() => []);
  const weights = new Map<string, number>();
  return {
    /** For the words from one place to before another. */
    add(from: number, to: number, tokens: readonly string[], weight: number): void {
      for (let place = from; place < to; place++) ways[place]!.push([...tokens]);
      for (const token of tokens) weights.set(token, Math.max(weights.get(token) ?? 0, weight));
    },
    /** All of them, beside the words' own tokens. */
    taken(own: readonly string[]): Pick<Widened, 'words' | 'terms'> {
      for (const token of own) weights.delete(token);
      return {
        words: words.map((word, index) => ({ ...word, alternatives: [...word.alternatives, ...ways[index]!] })),
        terms: [...weights].map(([token, weight]) => ({ token, weight })),
      };
    },
  };
}

/** Items that may have a word; 0 when none can. */
function documentsOf({ alternatives, share }: QueryWord, frequency: Frequency): number {
  const counts = alternatives.map((tokens) => tokens.map(frequency));
  return Math.max(0, ...counts.map((own) => (share < 1 ? Math.max(0, ...own) : Math.min(...own))));
}

/** By word, the words of the catalog that it is a part of: who types "Schrank" may mean a Kleiderschrank, too. */
async function compoundsOf(words: readonly QueryWord[], { analyser, vocabulary }: WidenContext) {
  if (analyser.language !== 'de') return words.map(() => []);
  const known = await vocabulary();
  return words.map(({ alternatives, share }) => {
    const [tokens] = alternatives;
    return share === 1 && tokens?.length === 1 ? known.compounds(tokens[0]!) : [];
  });
}

/** Synonyms all of whose tokens some item has. */
async function knownSynonyms(words: readonly QueryWord[], context: WidenContext): Promise<readonly Synonym[]> {
  const found = context.synonyms?.(words) ?? [];
  const frequency = await lookUp(
    found.flatMap(({ tokens }) => tokens),
    context.documentFrequencies,
  );
  return found.filter(({ tokens }) => tokens.every((token) => frequency(token) > 0));
}

interface Instead {
  readonly tokens: string[];
  /** As the catalog writes it. */
  readonly surface: string;
  readonly weight: number;
}

/** Ways to have a word of letters that no item has, or few: as two words, and as what it may be a mistyping of. */
async function insteadOf(word: QueryWord, documents: number, context: WidenContext): Promise<Instead[]> {
  const { text, alternatives, share } = word;
  const others = alternatives.flat().length > 1;
  if (documents > MOST_DOUBTFUL) return [];
  if (others || share < 1 || !/^\p{L}+$/u.test(text) || text.length < SHORTEST_PART + 1) return [];
  const fewest = Math.max(documents * MUCH_MORE, FEWEST_DOCUMENTS);
  const split = await splitWord(text, fewest, context);
  const similar = (await context.vocabulary())
    .similar(text, fewest)
    .filter((one) => one.token !== alternatives[0]![0] && !split?.tokens.includes(one.token));
  const best = similar[0]?.likelihood ?? 0;
  return [
    ...(split ? [{ ...split, weight: WEIGHT.instead }] : []),
    ...similar
      .filter(({ likelihood }, place) => place === 0 || likelihood >= best - OTHERS.within)
      .map(({ token, surface, likelihood }) => ({
        tokens: [token],
        surface,
        weight: WEIGHT.instead * Math.exp((likelihood - best) * OTHERS.decay),
      })),
  ];
}

/** The token of two neighbours written as one, when both are plain words. */
function joinedToken(left: QueryWord, right: QueryWord, analyser: Analyser): string | undefined {
  if (![left, right].every(({ text }) => /^\p{L}{2,}$/u.test(text))) return undefined;
  const tokens = analyser.tokens(left.text + right.text);
  return tokens.length === 1 ? tokens[0] : undefined;
}
