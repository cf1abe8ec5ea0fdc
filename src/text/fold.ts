/** A text brought to one spelling, with the way back. */
export interface Folded {
  /** NFKC, lower case, no accents on Latin and Greek letters, straight quotes, no trade mark signs. */
  readonly text: string;
  /** Where, in UTF-16 units of the original, what gave the folded unit `index` begins and ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Stands where two words were written as one by their capitals: `DeckOver`. No folded text has it otherwise. */
export const JOINT = '\u2060';

/**
 * What may change in more than case: anything beyond ASCII, ASCII letters under loose accents, and the empty place
 * inside `DeckOver`. Not inside `iPhone` or `McDonald`, where a part would be no word.
 */
const CLUSTER = /[\u1100-\u11ff]+|\P{ASCII}[\p{M}\uff9e\uff9f]*|\p{ASCII}\p{M}+|(?<=[a-z]{2})(?=[A-Z][a-z]{2})/gu;

/** The folded text alone. */
export function fold(text: string): string {
  return text.replace(CLUSTER, foldCluster).toLowerCase();
}

/** The folded text with the way back to the original, for highlighting. */
export function foldWithOrigin(text: string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  const copyUntil = (place: number) => {
    for (; at < place; at++) {
      starts.push(at);
      ends.push(at + 1);
    }
  };
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    copyUntil(index);
    at += cluster.length;
    for (let i = foldCluster(cluster).length; i > 0; i--) {
      starts.push(index);
      ends.push(at);
    }
  }
  copyUntil(text.length);
  return { text: fold(text), starts, ends };
}

/** Letters that Unicode does not decompose but people leave the stroke off. */
const STROKES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};
const STROKE = /[ßæœøłđðþıς]/gu;
/** Signs that stand beside a word without being part of it; NFKC would glue "TM" to it. */
const MARKS = /[\u00a9\u00ae\u2117\u2120\u2122]/gu;
/** Soft hyphens, zero-width joints, variation selectors. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]|[\ufe0e\ufe0f]/gu;
const SINGLE_QUOTE = /[\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4]/gu;
const DOUBLE_QUOTE = /[\u201c\u201d\u201e\u201f\u2033]/gu;
/** `5½` is five and a half, not 51/2. */
const FRACTION = /(?<=.)\u2044/gu;
const VULGAR_FRACTION = /[\u00bc-\u00be\u2150-\u215e]/gu;
const HYPHEN = /[\u2010-\u2015\u2212]/gu;
/** A mark after a Latin or Greek letter; kana keep theirs (が is not か). */
const ACCENT = /(?<=[a-z\u0370-\u03ff])\p{M}+/gu;

const cache = new Map<string, string>();

function foldCluster(cluster: string): string {
  if (cluster === '') return JOINT;
  const known = cache.get(cluster);
  if (known !== undefined) return known;
  const folded = cluster
    .replace(MARKS, ' ')
    .replace(INVISIBLE, '')
    .replace(SINGLE_QUOTE, "'")
    .replace(DOUBLE_QUOTE, '"')
    .replace(HYPHEN, '-')
    .replace(VULGAR_FRACTION, ' $&')
    .normalize('NFKD')
    .toLowerCase()
    .replace(FRACTION, '/')
    .replace(ACCENT, '')
    .replace(STROKE, (letter) => STROKES[letter]!)
    .normalize('NFKC');
  if (cache.size < 20_000) cache.set(cluster, folded);
  return folded;
}
