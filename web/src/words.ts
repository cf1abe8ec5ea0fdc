import type { Recognised } from '../../src/domain/understood.ts';

/** The words without one of their pieces, and without the comma or the "and" that joined it to the rest. */
export function withoutPiece(text: string, { span: [start, end] }: Pick<Recognised, 'span'>): string {
  const before = text.slice(0, start).replace(/[\s,;]+(?:and|but|und|aber)?\s*$/iu, '');
  const after = text.slice(end).replace(/^[\s,;]+/u, '');
  return [before.trim(), after.trim()].filter((part) => part !== '').join(' ');
}

/** The word that a piece shuts out ("not red" → "red"), where the understood query names it; else the piece. */
export function excludedWord({ text }: Pick<Recognised, 'text'>, excluded: readonly string[]): string {
  const piece = text.normalize('NFKC');
  const held = excluded.filter((word) => word !== '' && piece.includes(word));
  return held.sort((a, b) => b.length - a.length)[0] ?? text;
}
