import type { Analyser } from '#src/text/analyser';
import { LINKS } from './compounds.ts';
import { type DocumentFrequencies, lookUp } from './frequencies.ts';

/** Parts of a written word that are shorter than this are no words. */
export const SHORTEST_PART = 3;

interface SplitContext {
  readonly analyser: Analyser;
  readonly documentFrequencies: DocumentFrequencies;
}

export interface Split {
  readonly tokens: string[];
  readonly surface: string;
}

/**
 * The words that a written word is most likely made of: two, or in German three, that have the most items. German joins
 * words by letters of neither: `Arbeitszimmer` is Arbeit and Zimmer.
 */
export async function splitWord(text: string, fewest: number, context: SplitContext): Promise<Split | undefined> {
  const inTwo = await likeliest(cutsOf(text, context.analyser), fewest, context);
  if (inTwo || context.analyser.language !== 'de' || text.length < SHORTEST_IN_THREE) return inTwo;
  const inThree = placesOf(text).flatMap((at) => {
    const rest = cutsOf(text.slice(at), context.analyser);
    return firstParts(text.slice(0, at), context.analyser).flatMap((first) => rest.map((cut) => joined(first, cut)));
  });
  return likeliest(inThree, fewest, context);
}

/** Shorter words are hardly made of three. */
const SHORTEST_IN_THREE = 12;

function placesOf(text: string): number[] {
  const count = Math.max(0, text.length - 2 * SHORTEST_PART + 1);
  return Array.from({ length: count }, (_, index) => index + SHORTEST_PART);
}

function cutsOf(text: string, analyser: Analyser): Split[] {
  return placesOf(text).flatMap((at) => {
    const [last] = partOf(text.slice(at), analyser);
    return last ? firstParts(text.slice(0, at), analyser).map((first) => joined(first, last)) : [];
  });
}

/** A part that another follows, as it is and in German without the letters that link it. */
function firstParts(part: string, analyser: Analyser): Split[] {
  const links = analyser.language === 'de' ? LINKS.filter((link) => part.endsWith(link)) : [''];
  return links.flatMap((link) => partOf(part.slice(0, part.length - link.length), analyser));
}

function partOf(part: string, analyser: Analyser): Split[] {
  const tokens = analyser.tokens(part);
  return tokens.length === 1 && tokens[0]!.length >= SHORTEST_PART ? [{ tokens, surface: part }] : [];
}

function joined(first: Split, rest: Split): Split {
  return { tokens: [...first.tokens, ...rest.tokens], surface: `${first.surface} ${rest.surface}` };
}

async function likeliest(cuts: readonly Split[], fewest: number, context: SplitContext): Promise<Split | undefined> {
  const frequency = await lookUp(
    cuts.flatMap(({ tokens }) => tokens),
    context.documentFrequencies,
  );
  const value = ({ tokens }: Split) => tokens.reduce((product, token) => product * frequency(token), 1);
  const possible = cuts.filter(({ tokens }) => tokens.every((token) => frequency(token) >= fewest));
  return possible.sort((one, other) => value(other) - value(one))[0];
}
