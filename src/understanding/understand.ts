import type { LexicalQuery, LikeText, QueryClass, QueryPlan, QueryWord, Term } from '#src/domain/query';
import type { Span } from '#src/domain/understood';
import { correctedText, correctionsOf } from './parse/corrected.ts';
import type { Finding } from './parse/finding.ts';
import { identifiersOf } from './parse/identifiers.ts';
import { queryLanguage } from './parse/language.ts';
import type { Lexicon } from './parse/lexicon.ts';
import { recognise } from './parse/recognise.ts';
import { constraintsOf } from './parse/report.ts';
import { createView, type Place, type QueryView, withoutSpans } from './parse/view.ts';
import { type WidenContext, type Widened, widen } from './widen.ts';

export interface UnderstandContext extends WidenContext {
  /** Whether a picture came with the words. */
  readonly image: boolean;
  readonly lexicon: () => Promise<Lexicon>;
  /** `false` takes the text for nothing but words. */
  readonly understand?: boolean;
  /** Pieces of the text that are nothing but words. */
  readonly ignore?: readonly string[];
}

/** Longer texts are cut: nobody searches by a book. In UTF-16 units. */
const LONGEST_QUERY = 1_000;

/**
 * What a shopper's text says: the words to search by and what the catalog may write for them, and what else it asks of an
 * item, each with its place in the text. Knows the catalog's values and words, and no language model.
 */
export async function understand(typed: string, context: UnderstandContext): Promise<QueryPlan> {
  const given = typed.trim();
  const text = cut(given);
  const notices = text.length < given.length ? [`only the first ${LONGEST_QUERY} characters were searched for`] : [];
  const view = createView(text);
  if (context.understand === false) return plan(view, { findings: [], notices }, NOT_WIDENED, context);
  const recognised = await recognise(view.folded, {
    analyser: context.analyser,
    lexicon: await context.lexicon(),
    documentFrequencies: context.documentFrequencies,
    ignored: placesOf(context.ignore ?? [], view),
  });
  const findings = isAnswerable(view, recognised.findings) ? recognised.findings : [];
  const parsed = { findings, notices: [...notices, ...(findings.length > 0 ? recognised.notices : [])] };
  return plan(view, parsed, await widen(context.analyser.words(wantedText(view, findings)), context), context);
}

interface Parsed {
  readonly findings: readonly Finding[];
  readonly notices: readonly string[];
}

type Widening = Omit<Widened, 'words'> & { readonly words?: readonly QueryWord[] };

const NOT_WIDENED: Widening = { terms: [], unknown: [], corrections: new Map(), synonyms: [], compounds: [] };

function plan(
  view: QueryView,
  { findings, notices }: Parsed,
  widened: Widening,
  context: UnderstandContext,
): QueryPlan {
  const { analyser, image } = context;
  const wanted = wantedText(view, findings);
  const constraints = constraintsOf(findings, view);
  const own = [...new Set(analyser.tokens(wanted))].map((token) => ({ token, weight: 1 }));
  const corrections = correctionsOf(view, findings, widened.corrections);
  const mustNot = constraints.mustNot.flatMap((word) => analyser.words(word).flatMap(excludingTokens));
  return {
    text: view.text,
    class: classOf(wanted, image),
    lexical: lexicalOf([...own, ...widened.terms], mustNot),
    words: widened.words ?? analyser.words(wanted),
    identifiers: identifiersOf(wanted),
    embedText: wanted,
    ...likeOf(wanted, widened, context),
    excludedTexts: constraints.excluded,
    filters: constraints.plan.filters,
    preferences: constraints.plan.preferences,
    ...(constraints.plan.sort && { sort: constraints.plan.sort }),
    notices: [...notices, ...widened.unknown.filter(isTelling).map((word) => `no item has the word "${word}"`)],
    understood: {
      text: view.text,
      corrected: correctedText(view, corrections),
      expansions: widened.terms.map(({ token }) => token).filter((token) => !widened.compounds.includes(token)),
      filters: constraints.filters,
      preferences: constraints.preferences,
      excluded: constraints.excluded,
      sort: constraints.plan.sort ?? null,
      language: queryLanguage(view.text, analyser.language),
      source: 'parser',
      recognised: [...constraints.recognised, ...corrections].sort((a, b) => a.span[0] - b.span[0]),
    },
  };
}

/**
 * What the wording with a synonym counts inside spaces beside the words as typed, which count 1. On the queries of
 * `homedepot` with a general synonym this and half the weight in words gain .015 of nDCG@10 and .016 of recall@100.
 */
const SYNONYM_SHARE = 0.3;
/** From half to double lie within .0002 on the queries of `homedepot`, of which one in seven is corrected. */
const CORRECTED_SHARE = 1;

/**
 * Other wordings for the spaces that words are compared in: with a synonym in the place of its phrase, and with what
 * unknown words were taken for, which counts as much as the words as typed: half a word says little inside a space.
 */
function likeOf(wanted: string, { synonyms, corrections }: Widening, { analyser }: UnderstandContext) {
  if (synonyms.length === 0 && corrections.size === 0) return {};
  const words = analyser.words(wanted).map(({ text }) => corrections.get(text) ?? text);
  const wordings = synonyms.slice(0, MOST_WORDINGS).map(({ from, to, text }) => ({
    text: [...words.slice(0, from), text, ...words.slice(to)].join(' '),
    share: SYNONYM_SHARE,
  }));
  const all = corrections.size > 0 ? [{ text: words.join(' '), share: CORRECTED_SHARE }, ...wordings] : wordings;
  const like = all.flatMap((one): LikeText[] => [
    { ...one, holds: 'text' },
    { ...one, holds: 'picture' },
  ]);
  return { like };
}

const MOST_WORDINGS = 3;

/** Not in the middle of a letter that takes two units. */
function cut(text: string): string {
  const end =
    text.length > LONGEST_QUERY && /[\ud800-\udbff]/u.test(text[LONGEST_QUERY - 1]!)
      ? LONGEST_QUERY - 1
      : LONGEST_QUERY;
  return text.slice(0, end);
}

/** The text to search by: without what was taken for something else. */
function wantedText(view: QueryView, findings: readonly Finding[]): string {
  const spans = findings.filter(({ keep }) => !keep).map(({ start, end }): Span => view.span(start, end));
  return withoutSpans(view.text, spans)
    .normalize('NFKC')
    .replace(/^[\s,;]+|[\s,;]+$/gu, '');
}

/** Words alone that are not wanted leave nothing to look for: then they are words to search by. */
function isAnswerable(view: QueryView, findings: readonly Finding[]): boolean {
  if (wantedText(view, findings) !== '') return true;
  return findings.some(
    (finding) => finding.kind !== 'filler' && (finding.kind !== 'exclusion' || finding.filters.length > 0),
  );
}

function placesOf(pieces: readonly string[], { folded }: QueryView): Place[] {
  return pieces.flatMap((piece) => {
    const wanted = createView(piece).folded.trim();
    const start = wanted === '' ? -1 : folded.indexOf(wanted);
    return start === -1 ? [] : [{ start, end: start + wanted.length }];
  });
}

/** Whether a shopper wants to know that a word was not found: little words and numbers are no news. */
function isTelling(word: string): boolean {
  return /\p{L}{4}/u.test(word);
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
