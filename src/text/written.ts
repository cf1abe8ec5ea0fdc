import { JOINT } from './fold.ts';
import { type Lexeme, lexemes } from './lexemes.ts';
import { isBetweenMeasures, measurePair } from './measure-pairs.ts';
import type { Token } from './token.ts';
import { betweenToken, unitToken } from './units.ts';

/** A word as it is written, without a blank inside: `WH-1000XM4`, `deck-over`, `18v`, a run of Chinese. */
export interface Written {
  readonly kind: 'word' | 'cjk';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The token of the whole, where the parts do not say it all: `wh1000xm4`, `deckover`. */
  readonly whole: string | undefined;
  /** The tokens of the parts; for `cjk` none. */
  readonly parts: readonly Token[];
  /** One token for each two neighbouring measures of which the second is in it: `2x4` of `2x4` and of `2 in. x 4 in.` */
  readonly pairs: readonly Token[];
  /** Whether it belongs to the written word before it: the unit of `18 volt`. */
  readonly continues: boolean;
}

type Stem = (word: string) => string;

/** Longest written word, in parts, that is findable as a whole; what is longer is rather a list or an address. */
const MOST_PARTS = 6;

/** The written words of a folded text in order. What gives no token (a quotation mark, the `x` of `2 x 4`) is left out. */
export function writtenWords(folded: string, stem: Stem): Written[] {
  const found = lexemes(folded);
  const words: Written[] = [];
  for (let from = 0; from < found.length; ) {
    let to = from + 1;
    while (to < found.length && isJoined(folded, found[to - 1]!, found[to]!)) to++;
    const word = writtenWord(folded, found, from, to, stem);
    if (word) words.push(word);
    from = to;
  }
  return words;
}

function writtenWord(
  folded: string,
  found: readonly Lexeme[],
  from: number,
  to: number,
  stem: Stem,
): Written | undefined {
  const { start, kind, text } = found[from]!;
  const { end } = found[to - 1]!;
  if (kind === 'cjk') return { kind, text, start, end, whole: undefined, parts: [], pairs: [], continues: false };
  const parts: Token[] = [];
  const pairs: Token[] = [];
  for (let at = from; at < to; at++) {
    const token = tokenOf(folded, found, at, stem);
    if (token !== '') parts.push({ token, start: found[at]!.start, end: found[at]!.end });
    const pair = measurePair(folded, found, at);
    if (pair) pairs.push(pair);
  }
  if (parts.length === 0) return undefined;
  const continues = kind !== 'number' && isUnit(found, from) && isAfterNumber(folded, found, from);
  const whole = to - from > 1 && pairs.length === 0 ? wholeOf(found.slice(from, to), stem) : undefined;
  return { kind: 'word', text: folded.slice(start, end), start, end, whole, parts, pairs, continues };
}

/** Whether two lexemes are one written word: `wh1000`, `wi-fi`, `DeckOver`. */
function isJoined(folded: string, left: Lexeme, right: Lexeme): boolean {
  if (!isAlphanumeric(left) || !isAlphanumeric(right)) return false;
  const gap = right.start - left.end;
  return gap === 0 || (gap === 1 && (folded[left.end] === '-' || folded[left.end] === JOINT));
}

function isAlphanumeric({ kind }: Lexeme): boolean {
  return kind === 'word' || kind === 'number';
}

/** Not for a number with its unit (`18v`), a count (`2-light`) or a mixed fraction (`1-1/2`): parts say those better. */
function wholeOf(parts: readonly Lexeme[], stem: Stem): string | undefined {
  const [first, second] = parts as [Lexeme, Lexeme];
  const isCount = first.kind === 'number' && second.kind === 'word' && first.end < second.start;
  const isMeasure = first.kind === 'number' && parts.length === 2 && unitToken(second.text, true) !== undefined;
  if (parts.length > MOST_PARTS || isCount || isMeasure || parts.some(({ text }) => text.includes('/')))
    return undefined;
  const whole = parts.map(({ text }) => text).join('');
  return parts.every(({ kind }) => kind === 'word') ? stem(whole) : whole;
}

/** The token of a lexeme that is not Chinese or Japanese; empty for what says nothing by itself. */
function tokenOf(folded: string, found: readonly Lexeme[], at: number, stem: Stem): string {
  const { kind, text, start } = found[at]!;
  if (kind === 'number') return text.includes(',') ? text.replace(THOUSANDS, '') : text;
  const unit = unitOf(folded, found, at);
  if (kind === 'sign') return unit ?? (QUOTES.test(text) ? '' : text);
  if (text === 's' && folded[start - 1] === "'") return '';
  if (text === 'x' && isBetweenMeasures(found, at)) return '';
  return unit ?? betweenToken(text) ?? stem(text);
}

const QUOTES = /^['"]+$/u;
const THOUSANDS = /,(?=\d{3}(?!\d))/gu;

/** Whether the lexeme follows a number at once, or by `sq.`, `cu.`, `fl.` and the like. */
function isAfterNumber(folded: string, found: readonly Lexeme[], at: number): boolean {
  const before = found[at - 1];
  if (!before) return false;
  const follows =
    before.kind === 'number' || (betweenToken(before.text) !== undefined && isAfterNumber(folded, found, at - 1));
  return follows && isUnitGap(folded, before.end, found[at]!.start);
}

/** What may stand between a number and its unit: nothing, a hyphen, a dot, a blank. */
function isUnitGap(folded: string, from: number, to: number): boolean {
  if (to - from > 2) return false;
  for (let at = from; at < to; at++) if (!'-. '.includes(folded[at]!)) return false;
  return true;
}

function unitOf(folded: string, found: readonly Lexeme[], at: number): string | undefined {
  if (isCountIn(found, at)) return undefined;
  return unitToken(found[at]!.text, at > 0 && isAfterNumber(folded, found, at));
}

function isUnit(found: readonly Lexeme[], at: number): boolean {
  const { text } = found[at]!;
  return !isCountIn(found, at) && (unitToken(text, true) ?? betweenToken(text)) !== undefined;
}

/** The `in` of `3-in-1` is no inch. */
function isCountIn(found: readonly Lexeme[], at: number): boolean {
  return found[at]!.text === 'in' && found[at + 1]?.text === '1';
}
