import type { Lexeme } from './lexemes.ts';
import type { Token } from './token.ts';
import { unitToken } from './units.ts';

/** Letters that say which side was measured: `60 in. W x 24 in. D`. */
const SIDES = new Set(['w', 'd', 'h', 'l']);

/** Whether the lexeme is the `x` of `2x4`, `2 in. x 4 in.`, `60 in. W x 24 in. D`. */
export function isBetweenMeasures(found: readonly Lexeme[], at: number): boolean {
  return found[at]?.text === 'x' && found[at + 1]?.kind === 'number' && numberBefore(found, at) !== undefined;
}

/**
 * The token of two neighbouring measures, the second of which is the lexeme: `2x4`, however far their units and blanks
 * part them, so that shoppers and titles need not write sizes alike. On the queries of `homedepot` that have a size the
 * numbers alone find too much: the pair gains .004 of recall@100 over all queries.
 */
export function measurePair(folded: string, found: readonly Lexeme[], at: number): Token | undefined {
  if (!isBetweenMeasures(found, at - 1)) return undefined;
  const before = numberBefore(found, at - 1)!;
  const left = isFractionOf(folded, found, before) ? before - 1 : before;
  const right = isFractionOf(folded, found, at + 1) ? at + 1 : at;
  const text = (from: number, to: number) => folded.slice(found[from]!.start, found[to]!.end);
  return { token: `${text(left, before)}x${text(at, right)}`, start: found[left]!.start, end: found[right]!.end };
}

/** Where the number is that a measure before the lexeme begins with: the number alone, or before a unit and a side. */
function numberBefore(found: readonly Lexeme[], at: number): number | undefined {
  let before = at - 1;
  if (SIDES.has(found[before]?.text ?? '')) before--;
  if (found[before] && found[before]!.kind !== 'number' && unitToken(found[before]!.text, true) !== undefined) before--;
  return found[before]?.kind === 'number' ? before : undefined;
}

/** Whether the lexeme is the second half of `1-1/2`. */
function isFractionOf(folded: string, found: readonly Lexeme[], at: number): boolean {
  const [whole, part] = [found[at - 1], found[at]];
  if (whole?.kind !== 'number' || part?.kind !== 'number' || !part.text.includes('/') || whole.text.includes('/'))
    return false;
  return part.start - whole.end === 1 && /[-\s]/u.test(folded[whole.end]!);
}
