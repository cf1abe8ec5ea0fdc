import type { LexicalQuery, QueryClass, QueryPlan, QueryWord, Term } from '#src/domain/query';
import { normaliseIdentifier } from '#src/text/identifier';
import { type WidenContext, widen } from './widen.ts';

export interface UnderstandContext extends WidenContext {
  /** Whether a picture came with the words. */
  readonly image: boolean;
}

/** Longer words are cut: nobody searches by a book. In UTF-16 units. */
const LONGEST_QUERY = 1_000;

/**
 * The first, simple understanding: words and what the catalog may write for them, what is not wanted, and identifiers
 * that the whole text or one of its words may be.
 */
export async function understand(text: string, context: UnderstandContext): Promise<QueryPlan> {
  const { analyser, image } = context;
  const given = text.normalize('NFKC').trim();
  const words = given.slice(0, LONGEST_QUERY);
  const { wanted, excluded } = splitExclusions(words);
  const widened = await widen(analyser.words(wanted), context);
  const own = [...new Set(analyser.tokens(wanted))].map((token) => ({ token, weight: 1 }));
  return {
    text: words,
    class: classOf(words, image),
    lexical: lexicalOf([...own, ...widened.terms], analyser.words(excluded.join(' ')).flatMap(excludingTokens)),
    words: widened.words,
    identifiers: identifiersOf(wanted),
    embedText: wanted,
    excludedTexts: excluded,
    notices: [
      ...(given.length > words.length ? [`only the first ${LONGEST_QUERY} characters were searched for`] : []),
      ...widened.unknown.filter(isTelling).map((word) => `no item has the word "${word}"`),
    ],
    understood: {
      text: words,
      corrected: null,
      expansions: widened.terms.map(({ token }) => token),
      filters: [],
      preferences: [],
      excluded,
      sort: null,
      language: analyser.language === 'none' ? null : analyser.language,
      source: 'parser',
    },
  };
}

/** Whether a shopper wants to know that a word was not found: little words and numbers are no news. */
function isTelling(word: string): boolean {
  return /\p{L}{4}/u.test(word);
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

function lexicalOf(terms: readonly Term[], mustNot: readonly string[]): LexicalQuery {
  return { clauses: terms.length > 0 ? [{ terms, normalise: 'none' }] : [], combine: 'sum', mustNot };
}

/** Tokens that only the word itself gives: `18` and `volt` of "not 18v" would shut out far more. */
function excludingTokens({ alternatives, share }: QueryWord): readonly string[] {
  const tokens = alternatives[0]!;
  if (share === 1) return tokens.length === 1 ? tokens : [];
  const longest = Math.max(...tokens.map((token) => token.length));
  const specific = tokens.filter((token) => token.length === longest);
  return specific.length === 1 ? specific : [];
}

/** The text as a whole, and each of its words with a digit in it. */
function identifiersOf(words: string): string[] {
  if (words === '') return [];
  const parts = words.split(/\s+/u).filter((word) => /\d/u.test(word) && word.length >= 4);
  return [...new Set([words, ...parts].map(normaliseIdentifier))];
}
