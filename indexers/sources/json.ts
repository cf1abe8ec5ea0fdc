import { createElement } from './json-element.ts';
import { createSignFinder } from './json-signs.ts';
import { readObject } from './jsonl.ts';
import { CUT_OFF, type Rows, type SourceRow, type UnreadableRow } from './row.ts';

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
export async function* readJson(chunks: AsyncIterable<string>, name: string): Rows {
  const splitter = createSplitter(name);
  for await (const chunk of chunks) {
    const rows = splitter.push(chunk);
    if (rows.length > 0) yield rows;
  }
  const rest = splitter.end();
  if (rest) yield [rest];
}

/** `listDepth` behind a wrapped list: the rest of the wrapper is passed over. */
const BEHIND_LIST = Infinity;

function createSplitter(name: string) {
  /** Open brackets around the place. The list's elements are at depth `listDepth`; 0: whole objects are elements. */
  let depth = 0;
  let listDepth = 0;
  /** Depth of the innermost bracket that only wrapper keys lead to. */
  let wrapperDepth = 0;
  let line = 1;
  const element = createElement(name);
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
  const findSigns = createSignFinder((sign, at) => {
    if (sign === '\n') line++;
    else if (sign === '{' || sign === '[') open(sign, at);
    else if (sign !== ',') close(at);
    else if (depth > 0 && depth === listDepth) {
      finish(at);
      element.start(at + 1, line);
    }
  });

  return {
    push(chunk: string) {
      rows = [];
      element.chunk(chunk);
      findSigns(chunk);
      element.keep();
      return rows;
    },
    end: (): UnreadableRow | undefined => (depth > 0 ? { line, reason: CUT_OFF, detail: '' } : undefined),
  };
}

function isWrapperKey(before: string): boolean {
  const key = /"([^"\\]*)"\s*:\s*$/u.exec(before)?.[1];
  return key !== undefined && WRAPPERS.has(key.toLowerCase());
}

function leadingNewlines(text: string): number {
  return text.slice(0, text.search(/\S/u)).split('\n').length - 1;
}
