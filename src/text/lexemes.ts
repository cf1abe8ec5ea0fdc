import { CJK } from './cjk.ts';

/** A piece of folded text of one kind, with its place in it. */
export interface Lexeme {
  readonly kind: 'number' | 'word' | 'cjk' | 'sign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const ENTITY = String.raw`&(?:[a-z]{2,6}|#\d{1,6}|#x[\da-f]{1,5});`;
const NUMBER = String.raw`\d+(?:[.,/]\d+)*`;
const WORD = String.raw`(?:(?![${CJK}])[\p{L}\p{M}])+`;
const SIGN = String.raw`''|["']|\p{Extended_Pictographic}`;
const LEXEME = new RegExp(`${ENTITY}|(${NUMBER})|([a-z]+(?![\\p{L}\\p{M}])|${WORD})|([${CJK}]+)|${SIGN}`, 'gu');

/** The lexemes of a folded text in order. Entities of HTML (`&amp;`) are noise that feeds are full of. */
export function lexemes(folded: string): Lexeme[] {
  const found: Lexeme[] = [];
  LEXEME.lastIndex = 0;
  for (let match = LEXEME.exec(folded); match; match = LEXEME.exec(folded)) {
    const text = match[0];
    if (text.length > 2 && text.charCodeAt(0) === AMPERSAND) continue;
    const kind = match[1] ? 'number' : match[2] ? 'word' : match[3] ? 'cjk' : 'sign';
    found.push({ kind, text, start: match.index, end: match.index + text.length });
  }
  return found;
}

const AMPERSAND = 38;
