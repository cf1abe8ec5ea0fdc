import { isWebAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import type { Files, SourceFile } from '#src/ports/files';
import { readCsv } from './csv.ts';
import { detectDelimiter } from './delimiter.ts';
import { decode, firstInvalidByte, SNIFFED_BYTES } from './encoding.ts';
import { detectFormat, isParquet, refuseMistakes, type SourceFormat } from './format.ts';
import { readJson } from './json.ts';
import { readJsonl } from './jsonl.ts';
import { readMerchant } from './merchant.ts';
import type { Format } from './options.ts';
import { asUnread, type Rows, readAll, type UnreadRows } from './row.ts';
import { readShopifyCsv } from './shopify.ts';
import { readShopifyJson } from './shopify-json.ts';
import { readWooCommerce } from './woocommerce.ts';
import { readXml } from './xml.ts';

/** A source whose format is known, ready to be read once. */
export interface OpenSource {
  readonly name: string;
  /** Folder or web address that relative paths of pictures start from; undefined for standard input. */
  readonly folder: string | undefined;
  readonly format: SourceFormat;
  /** Whether numbers and booleans are told from texts; else all cells are texts. */
  readonly typed: boolean;
  /** Whether all rows have the same columns, under the names that the source gives them. */
  readonly sameColumns: boolean;
  /** The rows: to be gone through once, in either form. */
  readonly rows: Rows;
  readonly unread: UnreadRows;
  readonly notices: readonly string[];
  /** Bytes on disk, for progress. */
  readonly size: number | undefined;
  readonly consumed: () => number;
  /** Whether a source that broke off can be told from one that came to its end. */
  readonly endIsKnown: boolean;
  /** Lets go of the file, read or not. */
  close(): Promise<void>;
}

/**
 * Opens a source named by the user. Throws `source_not_found` or `source_invalid` for a missing, empty, binary or
 * unrecognised one; what is wrong with single rows comes among the rows.
 */
export async function openSource(path: string, format: Format, files: Files): Promise<OpenSource> {
  const file = await files.source(path);
  const { head, bytes, close } = await peek(file);
  const name = file.name === '-' ? 'standard input' : file.name;
  const { size, consumed, endIsKnown } = file;
  try {
    const isTable = format === 'parquet' || (format === 'auto' && isParquet(head));
    const read = isTable ? await openParquet(file, name) : await openText(head, bytes, format, name);
    return { ...read, name, folder: folderOf(path, files), size, consumed, endIsKnown, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function folderOf(path: string, files: Files): string | undefined {
  if (path === '-') return undefined;
  return isWebAddress(path) ? new URL('.', path).href : files.resolve(path, '..');
}

type Opened = Pick<OpenSource, 'format' | 'typed' | 'sameColumns' | 'rows' | 'unread' | 'notices'>;

async function openParquet(file: SourceFile, name: string): Promise<Opened> {
  // Not at the top: other formats would load its library for nothing.
  const { readParquet } = await import('./parquet.ts');
  return { format: 'parquet', typed: true, sameColumns: true, ...bothForms(readParquet(file, name)), notices: [] };
}

async function openText(
  head: Uint8Array,
  bytes: AsyncIterable<Uint8Array>,
  asked: Format,
  name: string,
): Promise<Opened> {
  refuseMistakes(head, name);
  const text = decode(head, bytes, name);
  const start = await textOf(decode(head, once(head), name).chunks);
  if (start.trim() === '') throw new VitrineError('source_invalid', `${name} is empty. Give a file with items.`);
  const format = asked === 'auto' ? detectFormat(start, name) : asked;
  const notices = text.encoding === 'windows-1252' ? [encodingNotice(head, name)] : [];
  return { format, notices, ...readRows(format, text.chunks, start, name) };
}

function readRows(
  format: SourceFormat,
  chunks: AsyncIterable<string>,
  start: string,
  name: string,
): Pick<Opened, 'rows' | 'unread' | 'typed' | 'sameColumns'> {
  const looksLikeJson = /^\s*[[{]/u.test(start);
  const table = (delimiter = detectDelimiter(start) ?? ','): Rows => readCsv(chunks, { delimiter, name });
  const objects = { typed: true, sameColumns: false };
  const cells = { typed: false, sameColumns: false };
  switch (format) {
    case 'jsonl': {
      const unread = readJsonl(chunks, name);
      return { rows: readAll(unread), unread, ...objects };
    }
    case 'json':
      return { ...bothForms(readJson(chunks, name)), ...objects };
    case 'tsv':
      return { ...bothForms(table('\t')), typed: false, sameColumns: true };
    case 'csv':
      return { ...bothForms(table()), typed: false, sameColumns: true };
    case 'merchant':
      return { ...bothForms(readMerchant(/^\s*</u.test(start) ? readXml(chunks, name) : table())), ...cells };
    case 'shopify':
      return looksLikeJson
        ? { ...bothForms(readShopifyJson(readJson(chunks, name))), ...objects }
        : { ...bothForms(readShopifyCsv(table())), ...cells };
    case 'woocommerce':
      return { ...bothForms(readWooCommerce(table())), ...cells };
    default:
      throw new VitrineError('source_invalid', `${name} is text and not ${format}.`);
  }
}

function bothForms(rows: Rows): Pick<Opened, 'rows' | 'unread'> {
  return { rows, unread: asUnread(rows) };
}

interface Peeked {
  readonly head: Uint8Array;
  /** All bytes from the start. */
  readonly bytes: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

async function peek(file: SourceFile): Promise<Peeked> {
  const rest = file.open()[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  for (let length = 0; length < SNIFFED_BYTES; ) {
    const next = await rest.next();
    if (next.done) break;
    seen.push(next.value);
    length += next.value.length;
  }
  return {
    head: Buffer.concat(seen),
    bytes: chain(seen, rest),
    close: async () => {
      await rest.return?.();
    },
  };
}

async function* chain(seen: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* seen;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

function encodingNotice(head: Uint8Array, name: string): string {
  const at = firstInvalidByte(head);
  return `${name} is not UTF-8 (line ${at?.line}, byte ${at?.offset}): it was read as windows-1252`;
}
