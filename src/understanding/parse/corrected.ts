import type { Recognised } from '#src/domain/understood';
import type { Finding } from './finding.ts';
import { overlaps, type QueryView } from './view.ts';

/** Where the words that were taken for others stand in the text, outside of what was taken for something else. */
export function correctionsOf(
  view: QueryView,
  findings: readonly Finding[],
  corrections: ReadonlyMap<string, string>,
): Recognised[] {
  const others = findings.filter(({ keep }) => !keep);
  return [...view.folded.matchAll(/\p{L}+/gu)].flatMap(({ 0: word, index: start }): Recognised[] => {
    const as = corrections.get(word);
    const place = { start, end: start + word.length };
    if (as === undefined || others.some((other) => overlaps(other, place))) return [];
    const span = view.span(place.start, place.end);
    return [{ kind: 'correction', text: view.text.slice(...span), span, as }];
  });
}

/** The text as typed with what it was taken for; null where it was taken as it is. */
export function correctedText({ text }: QueryView, corrections: readonly Recognised[]): string | null {
  if (corrections.length === 0) return null;
  let corrected = '';
  let at = 0;
  for (const { span, as } of corrections) {
    corrected += text.slice(at, span[0]) + as;
    at = span[1];
  }
  return corrected + text.slice(at);
}
