import type { QueryWord, Term } from '#src/domain/query';
import type { Analyser } from '#src/text/analyser';
import type { Vocabulary } from './vocabulary.ts';

export interface WidenContext {
  readonly analyser: Analyser;
  /** In how many items each token is. */
  readonly documentFrequencies: (tokens: readonly string[]) => Promise<readonly number[]>;
  readonly vocabulary: () => Promise<Vocabulary>;
}

/** Words with further ways to have them, and the terms that those need. */
export interface Widened {
  readonly words: readonly QueryWord[];
  readonly terms: readonly Term[];
  /** Words, as written, that no item has. */
  readonly unknown: readonly string[];
}

/**
 * What a way around counts against the words as written. Neighbours that the catalog also writes as one are a rare
 * token, which would outshine the words themselves: on the development half of `homedepot` .3 to .5 gained recall at
 * no cost, 1 cost .005 of nDCG@10. What stands in for an unknown word counts in full.
 */
const WEIGHT = { joined: 0.5, instead: 1 } as const;
/** Parts of a written word that are shorter than this are no words. */
const SHORTEST_PART = 3;
/** A part that fewer items have is a part by chance. */
const FEWEST_DOCUMENTS = 2;

/**
 * Ways around how a word happens to be written, held against what the catalog has: neighbours that it writes as one
 * (`deck over`), and for a word that it does not have at all, two words (`deckover`) and the likeliest word that
 * it may be a mistyping of.
 */
export async function widen(words: readonly QueryWord[], context: WidenContext): Promise<Widened> {
  const joined = words.slice(1).map((word, index) => joinedToken(words[index]!, word, context.analyser));
  const own = words.flatMap(({ alternatives }) => alternatives.flat());
  const frequency = await lookUp([...own, ...joined.filter((token) => token !== undefined)], context);
  const ways: string[][][] = words.map(() => []);
  const weights = new Map<string, number>();
  for (const [index, token] of joined.entries()) {
    if (token === undefined || frequency(token) === 0) continue;
    for (const place of [index, index + 1]) ways[place]!.push([token]);
    weights.set(token, WEIGHT.joined);
  }
  const unknown = words.filter((word) => !isKnown(word, frequency));
  for (const word of unknown) {
    const instead = await insteadOf(word, context);
    ways[words.indexOf(word)]!.push(...instead);
    for (const token of instead.flat()) weights.set(token, WEIGHT.instead);
  }
  for (const token of own) weights.delete(token);
  return {
    words: words.map((word, index) => ({ ...word, alternatives: [...word.alternatives, ...ways[index]!] })),
    terms: [...weights].map(([token, weight]) => ({ token, weight })),
    unknown: unknown.map(({ text }) => text),
  };
}

type Frequency = (token: string) => number;

function isKnown({ alternatives, share }: QueryWord, frequency: Frequency): boolean {
  const has = (token: string) => frequency(token) > 0;
  return alternatives.some((tokens) => (share < 1 ? tokens.some(has) : tokens.every(has)));
}

/** Ways to have an unknown word of letters: as two words, and as what it may be a mistyping of. */
async function insteadOf({ text, alternatives, share }: QueryWord, context: WidenContext): Promise<string[][]> {
  const [token, ...others] = alternatives.flat();
  if (token === undefined || others.length > 0 || share < 1 || !/^\p{L}+$/u.test(text)) return [];
  const split = await splitTokens(text, context);
  const similar = (await context.vocabulary()).similar(token);
  if (!split) return similar === undefined ? [] : [[similar]];
  return similar === undefined || split.includes(similar) ? [split] : [split, [similar]];
}

/** The token of two neighbours written as one, when both are plain words. */
function joinedToken(left: QueryWord, right: QueryWord, analyser: Analyser): string | undefined {
  if (![left, right].every(({ text }) => /^\p{L}{2,}$/u.test(text))) return undefined;
  const tokens = analyser.tokens(left.text + right.text);
  return tokens.length === 1 ? tokens[0] : undefined;
}

/** The two words that a written word is most likely made of, as tokens: those that the most items have. */
async function splitTokens(text: string, context: WidenContext): Promise<string[] | undefined> {
  const cuts: string[][] = [];
  for (let at = SHORTEST_PART; at <= text.length - SHORTEST_PART; at++) {
    const parts = [text.slice(0, at), text.slice(at)].map((part) => context.analyser.tokens(part));
    if (parts.every((tokens) => tokens.length === 1 && tokens[0]!.length >= SHORTEST_PART)) cuts.push(parts.flat());
  }
  const frequency = await lookUp(cuts.flat(), context);
  const value = (cut: readonly string[]) => cut.reduce((product, token) => product * frequency(token), 1);
  const possible = cuts.filter((cut) => cut.every((token) => frequency(token) >= FEWEST_DOCUMENTS));
  return possible.sort((a, b) => value(b) - value(a))[0];
}

async function lookUp(tokens: readonly string[], { documentFrequencies }: WidenContext): Promise<Frequency> {
  const asked = [...new Set(tokens)];
  const frequencies = asked.length > 0 ? await documentFrequencies(asked) : [];
  const known = new Map(asked.map((token, index) => [token, frequencies[index]!]));
  return (token) => known.get(token) ?? 0;
}
