import { SaxesParser } from 'saxes';
import { VitrineError } from '#src/errors';
import { shorten } from '../faults.ts';
import { ENTITIES } from '../html.ts';
import { CUT_OFF, LONGEST_ROW, type Rows, refuseEndless, type SourceRow, type UnreadableRow } from './row.ts';

/** Elements that hold one item: of RSS and of Atom. */
const ITEM_ELEMENTS = new Set(['item', 'entry']);
const DEEPEST = 100;

/**
 * The items of an RSS or Atom feed: the texts of their child elements by local name (`g:price` is `price`), those that
 * repeat as a list. Entities that a document type declares are never expanded. Faults that many feeds have (a bare `&`,
 * entities of HTML) are tolerated; an item with any other is unreadable, the next one is not.
 */
export async function* readXml(chunks: AsyncIterable<string>, name: string): Rows {
  const reader = createReader();
  let carry = '';
  let sinceTag = 0;
  for await (const chunk of chunks) {
    const text = carry + chunk;
    // An entity may be cut by the end of the chunk.
    const ampersand = text.lastIndexOf('&');
    const end = ampersand >= 0 && ampersand > text.length - LONGEST_ENTITY ? ampersand : text.length;
    carry = text.slice(end);
    sinceTag = chunk.includes('>') ? 0 : sinceTag + chunk.length;
    if (sinceTag > LONGEST_ROW) throw new VitrineError('source_invalid', `${name} has an element without an end.`);
    const rows = reader.push(escapeBareAmpersands(text.slice(0, end)));
    if (rows.length > 0) yield rows;
    const { line, length } = reader.openItem();
    refuseEndless(length, name, line);
  }
  const rest = reader.end(escapeBareAmpersands(carry));
  if (rest.length > 0) yield rest;
}

const LONGEST_ENTITY = 12;

function escapeBareAmpersands(text: string): string {
  return text.replace(/&(?!#?\w{1,10};)/gu, '&amp;');
}

type Row = SourceRow | UnreadableRow;

interface OpenItem {
  readonly line: number;
  /** Where in the feed it begins, in UTF-16 units. */
  readonly start: number;
  readonly depth: number;
  readonly values: Record<string, string | string[]>;
  length: number;
  fault: string | undefined;
}

function createReader() {
  const parser = new SaxesParser({ xmlns: false });
  Object.assign(parser.ENTITIES, ENTITIES);
  let rows: Row[] = [];
  let depth = 0;
  let item: OpenItem | undefined;
  let field: { name: string; text: string } | undefined;

  const addText = (text: string): void => {
    if (!item || !field || depth !== item.depth + 1) return;
    item.length += text.length;
    if (item.length > LONGEST_ROW) item.fault ??= 'the row is too long';
    else field.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', (text) => addText(text.replaceAll('&amp;', '&')));
  parser.on('error', (error) => {
    if (item) item.fault ??= error.message;
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth++;
    if (depth > DEEPEST) throw new VitrineError('source_invalid', 'The elements of the feed are nested too deeply.');
    const local = localName(name);
    if (!item && ITEM_ELEMENTS.has(local)) item = openItem(parser, depth);
    else if (item && depth === item.depth + 1) field = { name: local, text: atomLink(local, attributes) };
  });
  parser.on('closetag', () => {
    if (item && field && depth === item.depth + 1) {
      addValue(item.values, field.name, field.text.trim());
      field = undefined;
    } else if (item && depth === item.depth) {
      rows.push(toRow(item));
      item = undefined;
    }
    depth--;
  });

  const take = (): Row[] => {
    const taken = rows;
    rows = [];
    return taken;
  };
  return {
    /** How much of an item that has not ended was read; 0 between items. */
    openItem: () => ({ line: item?.line ?? parser.line, length: item ? parser.position - item.start : 0 }),
    push(text: string): Row[] {
      parser.write(text);
      return take();
    },
    end(text: string): Row[] {
      parser.write(text);
      const isCutOff = depth > 0;
      const taken = take();
      return isCutOff ? [...taken, { line: parser.line, reason: CUT_OFF, detail: '' }] : taken;
    },
  };
}

function openItem({ line, position }: SaxesParser, depth: number): OpenItem {
  return { line, start: position, depth, values: {}, length: 0, fault: undefined };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Atom writes `<link href="…"/>`; of its several kinds only the one to the page counts. */
function atomLink(name: string, attributes: Readonly<Record<string, string>>): string {
  if (name !== 'link' || attributes.href === undefined) return '';
  return (attributes.rel ?? 'alternate') === 'alternate' ? attributes.href : '';
}

function addValue(values: Record<string, string | string[]>, name: string, text: string): void {
  const before = values[name];
  if (text === '') return;
  if (Array.isArray(before)) before.push(text);
  else values[name] = before === undefined ? text : [before, text];
}

function toRow({ line, values, fault }: OpenItem): Row {
  return fault === undefined ? { line, values } : { line, reason: 'not valid XML', detail: shorten(fault) };
}
