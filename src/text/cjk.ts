import type { Token } from './token.ts';

/** Chinese and Japanese letters: words are not separated there. */
export const CJK = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3005\u30fc`;

/**
 * Tokens of a run of Chinese or Japanese letters: every pair of neighbours (a lone letter as it is). Pairs find a name
 * that no dictionary has, and a wrongly cut word costs nothing.
 */
export function cjkTokens(run: string, start: number): Token[] {
  const letters = [...run];
  if (letters.length === 1) return [{ token: run, start, end: start + run.length }];
  const tokens: Token[] = [];
  let at = start;
  for (let i = 0; i + 1 < letters.length; i++) {
    const pair = letters[i]! + letters[i + 1]!;
    tokens.push({ token: pair, start: at, end: at + pair.length });
    at += letters[i]!.length;
  }
  return tokens;
}
