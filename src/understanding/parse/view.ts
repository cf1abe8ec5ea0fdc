import type { Span } from '#src/domain/understood';
import { foldWithOrigin, JOINT } from '#src/text/fold';

/** A query as every recogniser reads it: folded, with the way back to the text as typed. */
export interface QueryView {
  readonly text: string;
  /** Folded (see `foldWithOrigin`): lower case, no accents, full-width forms narrowed. */
  readonly folded: string;
  /** The piece of the text as typed that gave the folded units from `start` to before `end`. */
  span(start: number, end: number): Span;
}

export function createView(text: string): QueryView {
  const { text: folded, starts, ends } = foldWithOrigin(text);
  const kept = [...Array(folded.length).keys()].filter((at) => folded[at] !== JOINT);
  const units = kept.map((at) => folded[at]!).join('');
  return {
    text,
    folded: units,
    span: (start, end) => [starts[kept[start]!]!, ends[kept[end - 1]!]!],
  };
}

/** A place in folded text, `end` not included. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export function overlaps(a: Place, b: Place): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The folded text with everything in the places blanked out, so that what follows sees the rest where it was. */
export function blankOut(folded: string, places: readonly Place[]): string {
  let rest = folded;
  for (const { start, end } of places) rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  return rest;
}

/** The text as typed without some pieces of it, blanks tidied. */
export function withoutSpans(text: string, spans: readonly Span[]): string {
  let rest = '';
  let at = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start > at) rest += text.slice(at, start);
    if (end > at) {
      rest += ' ';
      at = end;
    }
  }
  return (rest + text.slice(at)).replace(/\s+/gu, ' ').trim();
}
