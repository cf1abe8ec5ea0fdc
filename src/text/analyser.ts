import { cjkTokens } from './cjk.ts';
import { fold, foldWithOrigin } from './fold.ts';
import type { Language } from './language.ts';
import { type Lexeme, lexemes } from './lexemes.ts';
import { createStemmer } from './stem.ts';
import type { Token } from './token.ts';
import { betweenToken, unitToken } from './units.ts';

/** Changes whenever the tokens of some text change: an index built with another one must be rebuilt. */
export const ANALYSER_VERSION = 1;

/** Turns text into tokens, the same way for items and for queries. A token holds no blank and is never empty. */
export interface Analyser {
  /** Version and language, e.g. `1:en`; goes into the manifest of a generation. */
  readonly version: string;
  readonly language: Language;
  /** Tokens in text order, repeats kept. */
  tokens(text: string): string[];
  /** The same tokens with their places in `text`. */
  spans(text: string): Token[];
}

export interface AnalyserOptions {
  readonly language: Language;
}

export function createAnalyser({ language }: AnalyserOptions): Analyser {
  const stem = createStemmer(language);
  return {
    version: `${ANALYSER_VERSION}:${language}`,
    language,
    tokens: (text) => analyse(fold(text), stem).map(({ token }) => token),
    spans(text) {
      const folded = foldWithOrigin(text);
      return analyse(folded.text, stem).map(({ token, start, end }) => ({
        token,
        start: folded.starts[start]!,
        end: folded.ends[end - 1]!,
      }));
    },
  };
}

type Stem = (word: string) => string;

function analyse(folded: string, stem: Stem): Token[] {
  const found = lexemes(folded);
  const tokens: Token[] = [];
  for (let from = 0; from < found.length; ) {
    let to = from + 1;
    while (to < found.length && isJoined(folded, found[to - 1]!, found[to]!)) to++;
    const whole = to - from > 1 ? wholeToken(found, from, to) : undefined;
    if (whole) tokens.push(whole);
    for (; from < to; from++) emit(folded, found, from, stem, tokens);
  }
  return tokens;
}

/** Whether two lexemes are one written word: `wh1000`, `wi-fi`. */
function isJoined(folded: string, left: Lexeme, right: Lexeme): boolean {
  if (!isAlphanumeric(left) || !isAlphanumeric(right)) return false;
  return left.end === right.start || (left.end + 1 === right.start && folded[left.end] === '-');
}

function isAlphanumeric({ kind }: Lexeme): boolean {
  return kind === 'word' || kind === 'number';
}

/** Longest written word, in lexemes, that is findable as a whole; what is longer is rather a list or an address. */
const MOST_PARTS = 6;

/** The written word without its hyphens; a number with its unit is no such word, its parts say it all. */
function wholeToken(found: readonly Lexeme[], from: number, to: number): Token | undefined {
  const parts = found.slice(from, to);
  if (parts.length > MOST_PARTS) return undefined;
  return { token: parts.map(({ text }) => text).join(''), start: parts[0]!.start, end: parts.at(-1)!.end };
}

function emit(folded: string, found: readonly Lexeme[], at: number, stem: Stem, tokens: Token[]): void {
  const { kind, text, start, end } = found[at]!;
  if (kind === 'cjk') tokens.push(...cjkTokens(text, start));
  else {
    const token = tokenOf(folded, found, at, stem);
    if (token !== '') tokens.push({ token, start, end });
  }
}

/** The token of a lexeme that is not Chinese or Japanese; empty for what says nothing by itself. */
function tokenOf(folded: string, found: readonly Lexeme[], at: number, stem: Stem): string {
  const { kind, text } = found[at]!;
  if (kind === 'number') return text.replace(THOUSANDS, '');
  const afterNumber = isAfterNumber(folded, found, at);
  if (kind === 'sign') return (afterNumber ? unitToken(text, true) : undefined) ?? (QUOTES.test(text) ? '' : text);
  if (text === 's' && folded[found[at]!.start - 1] === "'") return '';
  if (text === 'x' && afterNumber && found[at + 1]?.kind === 'number') return '';
  const isCount = text === 'in' && found[at + 1]?.text === '1';
  return (isCount ? undefined : unitToken(text, afterNumber)) ?? betweenToken(text) ?? stem(text);
}

const QUOTES = /^['"]+$/u;
const THOUSANDS = /,(?=\d{3}(?!\d))/gu;
/** What may stand between a number and its unit. */
const UNIT_GAP = /^[-. ]{0,2}$/u;

function isAfterNumber(folded: string, found: readonly Lexeme[], at: number): boolean {
  const before = found[at - 1];
  if (!before || !UNIT_GAP.test(folded.slice(before.end, found[at]!.start))) return false;
  if (before.kind === 'number') return true;
  return betweenToken(before.text) !== undefined && isAfterNumber(folded, found, at - 1);
}
