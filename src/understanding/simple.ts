import type { LexicalQuery, QueryClass, QueryPlan } from '#src/domain/query';
import type { Analyser } from '#src/text/analyser';
import { normaliseIdentifier } from '#src/text/identifier';

export interface UnderstandContext {
  readonly analyser: Analyser;
  /** Whether a picture came with the words. */
  readonly image: boolean;
  /** In how many items each token is. */
  readonly documentFrequencies: (tokens: readonly string[]) => Promise<readonly number[]>;
}

/** Longer words are cut: nobody searches by a book. In UTF-16 units. */
const LONGEST_QUERY = 1_000;

/** The first, simple understanding: tokens, and identifiers that the whole text or one of its words may be. */
export async function understand(text: string, { analyser, image }: UnderstandContext): Promise<QueryPlan> {
  const given = text.normalize('NFKC').trim();
  const words = given.slice(0, LONGEST_QUERY);
  const { wanted, excluded } = splitExclusions(words);
  return {
    text: words,
    class: classOf(words, image),
    lexical: lexicalOf([...new Set(analyser.tokens(wanted))], excluded.flatMap(analyser.tokens)),
    words: analyser.words(wanted),
    identifiers: identifiersOf(wanted),
    embedText: wanted,
    excludedTexts: excluded,
    notices: given.length > words.length ? [`only the first ${LONGEST_QUERY} characters were searched for`] : [],
    understood: {
      text: words,
      corrected: null,
      expansions: [],
      filters: [],
      preferences: [],
      excluded,
      sort: null,
      language: analyser.language === 'none' ? null : analyser.language,
      source: 'parser',
    },
  };
}

/** The word after "not" or "without", or behind a minus that begins a word: "no-show" and "wireless" are products. */
const EXCLUSION = /(?<=^|\s)(?:(?:but\s+)?(?:not|without)\s+|-(?=\p{L}))([\p{L}\p{N}-]+)/giu;

function splitExclusions(words: string): { wanted: string; excluded: string[] } {
  const excluded = [...words.matchAll(EXCLUSION)].map((match) => match[1]!);
  return { wanted: words.replace(EXCLUSION, ' ').replace(/\s+/gu, ' ').trim(), excluded };
}

function classOf(words: string, image: boolean): QueryClass {
  if (words === '') return image ? 'picture' : 'browse';
  return image ? 'pictureWithWords' : 'words';
}

function lexicalOf(tokens: readonly string[], mustNot: readonly string[]): LexicalQuery {
  const terms = tokens.map((token) => ({ token, weight: 1 }));
  return { clauses: terms.length > 0 ? [{ terms, normalise: 'none' }] : [], combine: 'sum', mustNot };
}

/** The text as a whole, and each of its words with a digit in it. */
function identifiersOf(words: string): string[] {
  if (words === '') return [];
  const parts = words.split(/\s+/u).filter((word) => /\d/u.test(word) && word.length >= 4);
  return [...new Set([words, ...parts].map(normaliseIdentifier))];
}
