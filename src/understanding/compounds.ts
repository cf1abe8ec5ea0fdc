import type { Analyser } from '#src/text/analyser';

/** Words that the catalog writes as one: `Kleiderschrank`, of which `Schrank` is the head. */
export interface Compounds {
  /** The compounds that a token is the head or the first part of; those of most items first. */
  of(token: string): readonly Compound[];
}

export interface Compound {
  readonly token: string;
  readonly documents: number;
  /** A `head` says what the thing is, a `modifier` which one. */
  readonly part: 'head' | 'modifier';
}

/** Letters that German puts between the words of a compound. */
export const LINKS = ['', 's', 'n', 'en', 'es', 'er', 'e'] as const;

/** Shorter parts are endings more often than words; a head of three letters (`Uhr`) is taken where it is a word itself. */
const SHORTEST = { token: 3, modifier: 3, unknownHead: 4 } as const;
/** A part that fewer items have as a word of its own is a part by chance. */
const FEWEST_DOCUMENTS = 2;
/** So many compounds of a word, each way. */
const MOST = 12;
/** Words whose compounds are remembered; looking anew takes a millisecond or two. */
const REMEMBERED = 10_000;

/**
 * Compounds by their parts, from a catalog's tokens with the items that have each. A token ends with the stem of its head,
 * because only ends are inflected; what is before it must be a word of the catalog, too.
 */
export function createCompounds(documents: ReadonlyMap<string, number>, analyser: Analyser): Compounds {
  const tokens = [...documents.keys()].filter((token) => /^\p{L}+$/u.test(token));
  const forwards = tokens.toSorted();
  const fromReversed = new Map(tokens.map((token) => [reversed(token), token]));
  const backwards = [...fromReversed.keys()].sort();
  const known = new Map<string, readonly Compound[]>();
  const isWord = (token: string) => (documents.get(token) ?? 0) >= FEWEST_DOCUMENTS;
  const isModifier = (text: string) =>
    LINKS.some((link) => {
      const part = text.slice(0, text.length - link.length);
      if (!text.endsWith(link) || part.length < SHORTEST.modifier) return false;
      const [token, ...others] = analyser.tokens(part);
      return token !== undefined && others.length === 0 && isWord(token);
    });
  const isHead = (text: string) => LINKS.some((link) => text.startsWith(link) && isLongWord(text.slice(link.length)));
  const isLongWord = (text: string) => text.length >= SHORTEST.token && isWord(text);
  const best = (found: readonly string[], isCompound: (token: string) => boolean, part: Compound['part']) => {
    const compounds: Compound[] = [];
    const counts = found.map((token) => ({ token, documents: documents.get(token)! }));
    counts.sort((a, b) => b.documents - a.documents || (a.token < b.token ? -1 : 1));
    for (const { token, documents } of counts) {
      if (documents === 0 || compounds.length === MOST) break;
      if (isCompound(token)) compounds.push({ token, documents, part });
    }
    return compounds;
  };
  const find = (token: string): readonly Compound[] => {
    if (token.length < (isWord(token) ? SHORTEST.token : SHORTEST.unknownHead)) return [];
    const ending = startingWith(backwards, reversed(token)).map((one) => fromReversed.get(one)!);
    const beginning = isWord(token) ? startingWith(forwards, token) : [];
    return [
      ...best(ending, (one) => isModifier(one.slice(0, -token.length)), 'head'),
      ...best(beginning, (one) => isHead(one.slice(token.length)), 'modifier'),
    ];
  };
  return {
    of: (token) => {
      const found = known.get(token) ?? find(token);
      if (known.size >= REMEMBERED) known.clear();
      known.set(token, found);
      return found;
    },
  };
}

/** Without any: what languages that write words apart have. */
export const NO_COMPOUNDS: Compounds = { of: () => [] };

function reversed(text: string): string {
  return [...text].reverse().join('');
}

/** The longer ones of the sorted texts that begin so. */
function startingWith(sorted: readonly string[], beginning: string): string[] {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! <= beginning) from = middle + 1;
    else to = middle;
  }
  let end = from;
  while (sorted[end]?.startsWith(beginning)) end++;
  return sorted.slice(from, end);
}
