import type { Place } from './view.ts';

/** A piece of the folded text that says what is not wanted. */
export interface Negation extends Place {
  /** What is not wanted, in order; several when they are strung together ("red or blue"). */
  readonly words: readonly Place[];
}

export interface NegationContext {
  /** The end of the longest value of the catalog that begins at a place of the folded text, if one does. */
  readonly valueEnd: (start: number) => number | undefined;
  /** Whether the catalog writes these words as one (`no-show`, `nonstick`): then they name a product. */
  readonly isWritten: (joined: string) => boolean;
}

const CUES = [
  'but not',
  'do not want',
  "don'?t want",
  'not',
  'no',
  'without',
  'w/o',
  'excluding',
  'exclude',
  'except for',
  'except',
  'other than',
  'anything but',
  'minus',
  'non',
  'und nicht',
  'aber nicht',
  'nicht',
  'ohne',
  'kein(?:e[nmrs]?)?',
  'ausser',
  'bitte nicht',
];
/** What may stand between the cue and the word: `not made of leather`, `nicht aus Leder`. */
const BETWEEN = String.raw`(?:(?:any|an?|the|in|made (?:of|from|with)|from|by|with|of|aus|in|von|mit|den?|die|das|eine?[nmrs]?)\s+)*`;
const CUE = new RegExp(String.raw`(?<=^|[\s,;(])(?<cue>${CUES.join('|')})(?:\s+${BETWEEN}|-)(?=[\p{L}\p{N}])`, 'gu');
/** A minus that begins a word. */
const MINUS = /(?<=^|\s)-(?=\p{L})/gu;
const CHINESE_CUE = /(?:不要|不想要|不含|不带|不是|除了|除去|排除|没有)/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'-]*/uy;
/** Letters of a Chinese word without a value of the catalog: up to what ends it, at most four. */
const CHINESE_WORD = /(?:(?![的和或及与、])\p{sc=Han}){1,4}/uy;
const ALSO = /(?:\s*(?:,?\s*(?:or|nor|oder|noch)\s+|[/、和或]))/uy;
const AND = /\s*(?:,|and|und|&)\s+/uy;

/**
 * Words after "no" that make a product of it: a no-drill blind has no drill, and is not a blind without one.
 * Numbers too ("no 5"), and "non" before the same.
 */
const NO_PRODUCTS = new Set(
  (
    'show drill dig iron pull tie tying slip skid stick sew sewing rinse bake burn touch contact crease wrinkle fuss spill ' +
    'leak lace scratch skip streak trespassing parking smoking entry fear limit limits name brand man mans mow more tears ' +
    'shed roll bark snag fog glare chip crush hub frost mess cook knead line logo soliciting dumping salt wax mark buckle'
  ).split(' '),
);
const NON_PRODUCTS = new Set(
  'slip skid stick toxic fiction woven metallic magnetic abrasive contact alcoholic dairy sanded marking reflective shrink stop profit conductive'.split(
    ' ',
  ),
);
/** "No. 5", "no 2 pencil"; "not your mother's" and the like are names, rather than wishes. */
const NO_WISH = /^(?:\d\S*|your|only|just|too|sure|today|so|yet|included|available|more)(?!\p{L})/u;

/** Negations in reading order, none of them overlapping. */
export function findNegations(folded: string, context: NegationContext): Negation[] {
  const cues = [
    ...[...folded.matchAll(CUE)].map((match) => ({
      cue: match.groups!.cue!,
      start: match.index,
      at: match.index + match[0].length,
    })),
    ...[...folded.matchAll(MINUS)].map(({ index }) => ({ cue: '-', start: index, at: index + 1 })),
    ...[...folded.matchAll(CHINESE_CUE)].map(({ 0: cue, index }) => ({ cue, start: index, at: index + cue.length })),
  ].sort((a, b) => a.start - b.start);
  const found: Negation[] = [];
  for (const { cue, start, at } of cues) {
    if (start < (found.at(-1)?.end ?? 0) || isProduct(cue, folded.slice(at), context)) continue;
    const words = wordsFrom(folded, at, context);
    if (words.length > 0) found.push({ start, end: endOf(folded, words.at(-1)!.end), words });
  }
  return found;
}

function isProduct(cue: string, rest: string, { isWritten }: NegationContext): boolean {
  if (cue !== 'no' && cue !== 'non' && cue !== 'not') return false;
  if (NO_WISH.test(rest)) return true;
  const next = /^[\p{L}\p{N}']+/u.exec(rest)?.[0] ?? '';
  if (cue === 'no' && NO_PRODUCTS.has(next.replaceAll("'", ''))) return true;
  if (cue === 'non' && NON_PRODUCTS.has(next)) return true;
  return cue !== 'not' && isWritten(cue + next);
}

/** The word or value at a place, and those strung to it. A second value after "and" is one; a second word is not. */
function wordsFrom(folded: string, start: number, context: NegationContext): Place[] {
  const words: Place[] = [];
  for (let at: number | undefined = start; at !== undefined; ) {
    const end = wordEnd(folded, at, context);
    if (end === undefined) break;
    words.push({ start: at, end });
    at = after(ALSO, folded, end);
    if (at === undefined) {
      const next = after(AND, folded, end);
      at = next !== undefined && context.valueEnd(next) !== undefined ? next : undefined;
    }
  }
  return words;
}

function wordEnd(folded: string, at: number, { valueEnd }: NegationContext): number | undefined {
  const value = valueEnd(at);
  if (value !== undefined) return value;
  return after(CHINESE_WORD, folded, at) ?? after(WORD, folded, at);
}

function after(pattern: RegExp, folded: string, at: number): number | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(folded);
  return match ? at + match[0].length : undefined;
}

/** A Chinese negation takes the 的 behind it along: `不要红色的运动鞋`. */
function endOf(folded: string, end: number): number {
  return folded[end] === '的' ? end + 1 : end;
}
