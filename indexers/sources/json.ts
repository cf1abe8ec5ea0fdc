import { readObject } from './jsonl.ts';
import { CUT_OFF, LONGEST_ROW, type Rows, type SourceRow, type UnreadableRow } from './row.ts';

/** Keys under which exports wrap their list of items, e.g. `{"products": [...]}`. */
const WRAPPERS = new Set([
  'products',
  'items',
  'data',
  'results',
  'records',
  'rows',
  'entries',
  'articles',
  'edges',
  'nodes',
]);

/**
 * A JSON list of objects, or one wrapped under usual keys, or objects one after the other. Only the brackets are
 * followed here and each element is parsed by itself: the list passes through, and a broken element stays alone.
 */
export async function* readJson(chunks: AsyncIterable<string>): Rows {
  const splitter = createSplitter();
  for await (const chunk of chunks) {
    const rows = splitter.push(chunk);
    if (rows.length > 0) yield rows;
  }
  const rest = splitter.end();
  if (rest) yield [rest];
}

const OUTSIDE_STRINGS = /["{}[\],\n]/gu;
const INSIDE_STRINGS = /["\\\n]/gu;
/** `listDepth` behind a wrapped list: the rest of the wrapper is passed over. */
const BEHIND_LIST = Infinity;

function createSplitter() {
  /** Open brackets around the place. The list's elements are at depth `listDepth`; 0: whole objects are elements. */
  let depth = 0;
  let listDepth = 0;
  /** Depth of the innermost bracket that only wrapper keys lead to. */
  let wrapperDepth = 0;
  let inString = false;
  let escaped = false;
  let line = 1;
  const element = createElement();
  let rows: (SourceRow | UnreadableRow)[] = [];

  const finish = (end: number): void => {
    const { text, line: start } = element.finish(end);
    if (text === undefined) rows.push({ line: start, reason: 'the row is too long', detail: '' });
    else if (text.trim() !== '') rows.push(readObject(start + leadingNewlines(text), text));
  };
  const open = (bracket: string, at: number): void => {
    const isInWrapper = depth === 0 || (wrapperDepth === depth && isWrapperKey(element.before(at)));
    if (listDepth === 0 && isInWrapper) {
      wrapperDepth = depth + 1;
      if (bracket === '[') {
        listDepth = depth + 1;
        element.start(at + 1, line);
      } else if (depth === 0) element.start(at, line);
    }
    depth++;
  };
  const close = (at: number): void => {
    depth = Math.max(0, depth - 1);
    wrapperDepth = Math.min(wrapperDepth, depth);
    if (depth === listDepth - 1) {
      finish(at);
      listDepth = BEHIND_LIST;
    } else if (depth === 0 && listDepth === 0) finish(at + 1);
    if (depth === 0) listDepth = 0;
  };
  const see = (sign: string, at: number): void => {
    if (sign === '\n') line++;
    else if (sign === '"') inString = !inString;
    else if (sign === '\\') escaped = true;
    else if (sign === ',') {
      if (depth !== listDepth || depth === 0) return;
      finish(at);
      element.start(at + 1, line);
    } else if (sign === '{' || sign === '[') open(sign, at);
    else close(at);
  };

  return {
    push(chunk: string) {
      rows = [];
      element.chunk(chunk);
      for (let at = 0; at < chunk.length; ) {
        if (escaped) {
          escaped = false;
          at++;
          continue;
        }
        const signs = inString ? INSIDE_STRINGS : OUTSIDE_STRINGS;
        signs.lastIndex = at;
        const match = signs.exec(chunk);
        if (!match) break;
        see(match[0], match.index);
        at = match.index + 1;
      }
      element.keep();
      return rows;
    },
    end: (): UnreadableRow | undefined => (depth > 0 ? { line, reason: CUT_OFF, detail: '' } : undefined),
  };
}

/** The text of the element in hand, which may have begun some chunks ago. */
function createElement() {
  let kept = '';
  let chunk = '';
  let from: number | undefined;
  let line = 1;
  let tooLong = false;
  return {
    chunk(next: string) {
      chunk = next;
      if (from !== undefined) from = 0;
    },
    start(at: number, startLine: number) {
      kept = '';
      tooLong = false;
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
    /** Puts by what the chunk has of the element, before the next chunk comes. */
    keep() {
      if (from === undefined) return;
      if (kept.length + chunk.length - from > LONGEST_ROW) tooLong = true;
      kept = tooLong ? '' : kept + chunk.slice(from);
    },
  };
}

const LONGEST_KEY = 100;

function isWrapperKey(before: string): boolean {
  const key = /"([^"\\]*)"\s*:\s*$/u.exec(before)?.[1];
  return key !== undefined && WRAPPERS.has(key.toLowerCase());
}

function leadingNewlines(text: string): number {
  return text.slice(0, text.search(/\S/u)).split('\n').length - 1;
}
