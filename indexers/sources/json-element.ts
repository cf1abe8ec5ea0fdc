import { LONGEST_ROW, refuseEndless } from './row.ts';

/** What is looked at before an element, characters: enough for a key. */
const LONGEST_KEY = 100;

/** The text of the element in hand, which may have begun some chunks ago. `name`: of its source, for errors. */
export function createElement(name: string) {
  let kept = '';
  let chunk = '';
  let from: number | undefined;
  let line = 1;
  let length = 0;
  let tooLong = false;
  return {
    chunk(next: string) {
      chunk = next;
      if (from !== undefined) from = 0;
    },
    start(at: number, startLine: number) {
      kept = '';
      tooLong = false;
      length = 0;
      from = at;
      line = startLine;
    },
    /** The last of the text before a place, long enough for a key. */
    before(end: number): string {
      if (from === undefined) return '';
      const own = chunk.slice(Math.max(from, end - LONGEST_KEY), end);
      return own.length < LONGEST_KEY ? kept.slice(own.length - LONGEST_KEY) + own : own;
    },
    finish(end: number): { text: string | undefined; line: number } {
      const text = from === undefined ? '' : kept + chunk.slice(from, end);
      from = undefined;
      kept = '';
      return { text: tooLong ? undefined : text, line };
    },
    /** Puts by what the chunk has of the element, before the next chunk comes. Throws for one without an end. */
    keep() {
      if (from === undefined) return;
      length += chunk.length - from;
      refuseEndless(length, name, line);
      tooLong ||= length > LONGEST_ROW;
      kept = tooLong ? '' : kept + chunk.slice(from);
    },
  };
}
