import type { Recognised } from '../../src/domain/understood.ts';

/** The words without one of their pieces, and without the comma or the "and" that joined it to the rest. */
export function withoutPiece(text: string, { span: [start, end] }: Pick<Recognised, 'span'>): string {
  const before = text.slice(0, start).replace(/[\s,;]+(?:and|but|und|aber)?\s*$/iu, '');
  const after = text.slice(end).replace(/^[\s,;]+/u, '');
  return [before.trim(), after.trim()].filter((part) => part !== '').join(' ');
}
