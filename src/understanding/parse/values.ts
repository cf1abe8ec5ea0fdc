import type { Analyser } from '#src/text/analyser';
import { CJK } from '#src/text/cjk';
import { keyOf, type Lexicon, type Reading } from './lexicon.ts';
import type { Place } from './view.ts';

/** A phrase of the query that names a value of the catalog. */
export interface NamedValue extends Place {
  readonly readings: readonly Reading[];
  /** Tokens of the phrase, to ask how many items have them. */
  readonly tokens: readonly string[];
}

/** Words of the longest value that is looked for. */
const MOST_WORDS = 5;
/** Letters of the longest Chinese value that is looked for, and of the shortest inside a longer run. */
const CJK_LETTERS = { most: 8, least: 2 } as const;

const PIECE = new RegExp(`[${CJK}]+|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}&'.+/-])+`, 'gu');

interface Piece extends Place {
  readonly key: string;
  readonly isCjk: boolean;
}

export interface ValueFinder {
  /** The longest value that begins at a place of the folded text. */
  at(start: number): NamedValue | undefined;
  /** Values in reading order, the longest first where several begin, none overlapping. */
  all(): readonly NamedValue[];
}

/** Looks for values of the catalog in a folded text. */
export function createValueFinder(folded: string, lexicon: Lexicon, analyser: Analyser): ValueFinder {
  const pieces = piecesOf(folded, analyser);
  const named = (start: number, end: number, key: string): NamedValue | undefined => {
    const readings = key.length <= lexicon.longestKey ? lexicon.readings(key) : [];
    return readings.length > 0
      ? { start, end, readings, tokens: analyser.tokens(folded.slice(start, end)) }
      : undefined;
  };
  const longest = (from: number): NamedValue | undefined => {
    let key = '';
    let best: NamedValue | undefined;
    for (let to = from; to < pieces.length && to < from + MOST_WORDS && !pieces[to]!.isCjk; to++) {
      if (to > from && /[,;]/u.test(folded.slice(pieces[to - 1]!.end, pieces[to]!.start))) break;
      key += pieces[to]!.key;
      best = named(pieces[from]!.start, pieces[to]!.end, key) ?? best;
    }
    return best;
  };
  const inRun = ({ start, end }: Place, at: number): NamedValue | undefined => {
    for (let length = Math.min(CJK_LETTERS.most, end - at); length >= 1; length--) {
      if (length < CJK_LETTERS.least && length < end - start) return undefined;
      const found = named(at, at + length, folded.slice(at, at + length));
      if (found) return found;
    }
    return undefined;
  };
  const at = (start: number) => {
    const index = pieces.findIndex((piece) => piece.start <= start && start < piece.end);
    const piece = pieces[index];
    if (!piece) return undefined;
    return piece.isCjk ? inRun(piece, start) : piece.start === start ? longest(index) : undefined;
  };
  return {
    at,
    all() {
      const found: NamedValue[] = [];
      for (const piece of pieces) {
        const places = piece.isCjk
          ? Array.from({ length: piece.end - piece.start }, (_, i) => piece.start + i)
          : [piece.start];
        for (const place of places) {
          const value = place >= (found.at(-1)?.end ?? 0) ? at(place) : undefined;
          if (value) found.push(value);
        }
      }
      return found;
    },
  };
}

/** Written words with their keys, outer punctuation left off. */
function piecesOf(folded: string, analyser: Analyser): Piece[] {
  return [...folded.matchAll(PIECE)].flatMap(({ 0: text, index }): Piece[] => {
    const isCjk = new RegExp(`^[${CJK}]`, 'u').test(text);
    const [, before = '', word = ''] = /^([&'.+/-]*)(.*?)[&'.+/-]*$/su.exec(text)!;
    if (word === '') return [];
    const start = index + before.length;
    return [{ start, end: start + word.length, key: isCjk ? word : keyOf(word, analyser), isCjk }];
  });
}
