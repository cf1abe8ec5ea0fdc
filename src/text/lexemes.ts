import { CJK } from './cjk.ts';

/** A piece of folded text of one kind, with its place in it. */
export interface Lexeme {
  readonly kind: 'number' | 'word' | 'cjk' | 'sign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const ENTITY = String.raw`&(?:[a-z]{2,6}|#\d{1,6}|#x[\da-f]{1,5});`;
const NUMBER = String.raw`\p{Nd}+(?:[.,/]\p{Nd}+)*`;
const WORD = String.raw`(?:(?![${CJK}])[\p{L}\p{M}])+`;
const SIGN = String.raw`''|["']|\p{Extended_Pictographic}`;
const LEXEME = new RegExp(`${ENTITY}|(${NUMBER})|([a-z]+(?![\\p{L}\\p{M}])|${WORD})|([${CJK}]+)|${SIGN}`, 'gu');

/** Scripts that set no blanks between words, and that have no tokens by pairs: Thai, Lao, Burmese, Khmer. */
const UNSPACED = /^[\p{sc=Thai}\p{sc=Lao}\p{sc=Myanmar}\p{sc=Khmer}]/u;
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

/** The lexemes of a folded text in order. Entities of HTML (`&amp;`) are noise that feeds are full of. */
export function lexemes(folded: string): Lexeme[] {
  const found: Lexeme[] = [];
  LEXEME.lastIndex = 0;
  for (let match = LEXEME.exec(folded); match; match = LEXEME.exec(folded)) {
    const text = match[0];
    const start = match.index;
    if (text.length > 2 && text.charCodeAt(0) === AMPERSAND) continue;
    if (match[2] && text.charCodeAt(0) >= FIRST_UNSPACED && UNSPACED.test(text))
      found.push(...dictionaryWords(text, start));
    else {
      const kind = match[1] ? 'number' : match[2] ? 'word' : match[3] ? 'cjk' : 'sign';
      found.push({ kind, text, start, end: start + text.length });
    }
  }
  return found;
}

const AMPERSAND = 38;
const FIRST_UNSPACED = 0x0e00;

function dictionaryWords(run: string, start: number): Lexeme[] {
  return [...segmenter.segment(run)].map(({ segment, index }) => {
    const at = start + index;
    return { kind: 'word', text: segment, start: at, end: at + segment.length };
  });
}
