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
  readonly text: string;
  readonly isCjk: boolean;
}

export interface ValueFinder {
  /** The longest value that begins at a place of the folded text. */
  at(start: number): NamedValue | undefined;
  /** Values in reading order, the longest first where several begin, none overlapping. */
  found(): readonly NamedValue[];
}

/** Looks for values of the catalog in a folded text. */
export function createValueFinder(folded: string, lexicon: Lexicon, analyser: Analyser): ValueFinder {
  const all = piecesOf(folded);
  const named = (start: number, end: number, key: string): NamedValue | undefined => {
    const readings = key.length <= lexicon.longestKey ? lexicon.readings(key) : [];
    return readings.length > 0
      ? { start, end, readings, tokens: analyser.tokens(folded.slice(start, end)) }
      : undefined;
  };
  const longest = (from: number, pieces: readonly Piece[] = all): NamedValue | undefined => {
    let text = '';
    let best: NamedValue | undefined;
    for (let to = from; to < pieces.length && to < from + MOST_WORDS && !pieces[to]!.isCjk; to++) {
      if (to > from && /[,;]/u.test(folded.slice(pieces[to - 1]!.end, pieces[to]!.start))) break;
      text += pieces[to]!.text;
      best = named(pieces[from]!.start, pieces[to]!.end, keyOf(text, analyser)) ?? best;
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
    const index = all.findIndex((piece) => piece.start <= start && start < piece.end);
    const piece = all[index];
    if (!piece) return undefined;
    if (piece.isCjk) return inRun(piece, start);
    // Inside a word only behind a hyphen: the leather of `non-leather`.
    if (piece.start !== start) return folded[start - 1] === '-' ? longest(0, piecesOf(folded, start)) : undefined;
    return longest(index);
  };
  return {
    at,
    found() {
      const found: NamedValue[] = [];
      for (const piece of all) {
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

/** Written words from a place on, outer punctuation left off. */
function piecesOf(folded: string, from = 0): Piece[] {
  return [...folded.slice(from).matchAll(PIECE)].flatMap(({ 0: text, index }): Piece[] => {
    const isCjk = new RegExp(`^[${CJK}]`, 'u').test(text);
    const [, before = '', word = ''] = /^([&'.+/-]*)(.*?)[&'.+/-]*$/su.exec(text)!;
    if (word === '') return [];
    const start = from + index + before.length;
    return [{ start, end: start + word.length, text: word, isCjk }];
  });
}
