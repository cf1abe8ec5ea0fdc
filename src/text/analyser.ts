import type { QueryWord } from '#src/domain/query';
import { CJK_SHARE, cjkTokens } from './cjk.ts';
import { fold, foldWithOrigin, JOINT } from './fold.ts';
import type { Language } from './language.ts';
import { createStemmer } from './stem.ts';
import type { Token } from './token.ts';
import { type Written, writtenWords } from './written.ts';

/** Changes whenever the tokens of some text change: an index built with another one must be rebuilt. */
const ANALYSER_VERSION = 3;

/** Turns text into tokens, the same way for items and for queries. A token holds no blank and is never empty. */
export interface Analyser {
  /** Version and language, e.g. `3:en`; goes into the manifest of a generation. */
  readonly version: string;
  readonly language: Language;
  /** Tokens in text order, repeats kept. */
  tokens(text: string): string[];
  /** The same tokens with their places in `text`. */
  spans(text: string): Token[];
  /** The text as a shopper would count words; a run of Chinese or Japanese is one. All their tokens are in `tokens`. */
  words(text: string): QueryWord[];
}

export interface AnalyserOptions {
  readonly language: Language;
}

export function createAnalyser({ language }: AnalyserOptions): Analyser {
  const stem = createStemmer(language);
  return {
    version: `${ANALYSER_VERSION}:${language}`,
    language,
    tokens(text) {
      const tokens: string[] = [];
      for (const written of writtenWords(fold(text), stem))
        for (const { token } of tokensOf(written)) tokens.push(token);
      return tokens;
    },
    spans(text) {
      const folded = foldWithOrigin(text);
      return writtenWords(folded.text, stem)
        .flatMap(tokensOf)
        .map(({ token, start, end }) => ({ token, start: folded.starts[start]!, end: folded.ends[end - 1]! }));
    },
    words: (text) => wordsOf(writtenWords(fold(text), stem)),
  };
}

function tokensOf({ kind, text, start, end, whole, parts, pairs }: Written): readonly Token[] {
  if (kind === 'cjk') return cjkTokens(text, start);
  return whole === undefined ? [...pairs, ...parts] : [{ token: whole, start, end }, ...parts];
}

interface OpenWord {
  text: string;
  alternatives: string[][];
  share: number;
  end: number;
}

/** Written words, with a unit joined to its number, and to a run of Chinese whatever stands next to it: `苹果15壳`. */
function wordsOf(written: readonly Written[]): QueryWord[] {
  const words: OpenWord[] = [];
  for (const one of written) {
    const last = words.at(-1);
    if (last && one.continues) extend(last, one, ' ', last.alternatives, one.parts);
    else if (last?.end === one.start && (one.kind === 'cjk' || last.share < 1)) {
      last.share = CJK_SHARE;
      last.alternatives = [last.alternatives.flat()];
      extend(last, one, '', last.alternatives, tokensOf(one));
    } else words.push(openWord(one));
  }
  return words.map(({ text, alternatives, share }) => ({ text: text.replaceAll(JOINT, ''), alternatives, share }));
}

function openWord(one: Written): OpenWord {
  const { text, end, whole, parts, kind } = one;
  if (kind === 'cjk') return { text, end, alternatives: [textsOf(tokensOf(one))], share: CJK_SHARE };
  const together = whole === undefined ? ownPairs(one) : [whole];
  return { text, end, alternatives: together.length === 0 ? [textsOf(parts)] : [together, textsOf(parts)], share: 1 };
}

/** Pairs of measures both of which are in the word. */
function ownPairs({ pairs, start }: Written): string[] {
  return textsOf(pairs.filter((pair) => pair.start >= start));
}

function extend(word: OpenWord, { text, end }: Written, gap: string, to: string[][], tokens: readonly Token[]): void {
  word.text += gap + text;
  word.end = end;
  for (const alternative of to) alternative.push(...textsOf(tokens));
}

function textsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ token }) => token);
}
