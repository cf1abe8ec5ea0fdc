import { VitrineError } from '#src/errors';
import type { Files, SourceFile } from '#src/ports/files';
import type { Format } from '../report.ts';
import { readCsv } from './csv.ts';
import { detectDelimiter } from './delimiter.ts';
import { decode, firstInvalidByte, SNIFFED_BYTES } from './encoding.ts';
import { detectFormat, refuseMistakes, type SourceFormat } from './format.ts';
import { readJson } from './json.ts';
import { readJsonl } from './jsonl.ts';
import type { Rows } from './row.ts';

/** A source whose format is known, ready to be read once. */
export interface OpenSource {
  readonly name: string;
  /** Folder that relative paths of pictures start from; undefined for standard input. */
  readonly folder: string | undefined;
  readonly format: SourceFormat;
  /** Whether numbers and booleans are told from texts; else all cells are texts. */
  readonly typed: boolean;
  readonly rows: Rows;
  readonly notices: readonly string[];
  /** Bytes on disk, for progress. */
  readonly size: number | undefined;
  readonly consumed: () => number;
}

/**
 * Opens a source named by the user. Throws `source_not_found` or `source_invalid` for a missing, empty, binary or
 * unrecognised one; what is wrong with single rows comes among the rows.
 */
export async function openSource(path: string, format: Format, files: Files): Promise<OpenSource> {
  const file = await files.source(path);
  const { head, bytes } = await peek(file);
  const name = file.name === '-' ? 'standard input' : file.name;
  refuseMistakes(head, name);
  const text = decode(head, bytes, name);
  const start = await textOf(decode(head, once(head), name).chunks);
  if (start.trim() === '') throw new VitrineError('source_invalid', `${name} is empty. Give a file with items.`);
  const actual = format === 'auto' ? detectFormat(start, name) : format;
  return {
    name,
    folder: file.name === '-' ? undefined : files.resolve(path, '..'),
    format: actual,
    typed: actual === 'jsonl' || actual === 'json',
    rows: readRows(actual, text.chunks, start, name),
    notices: text.encoding === 'windows-1252' ? [encodingNotice(head, name)] : [],
    size: file.size,
    consumed: file.consumed,
  };
}

function readRows(format: SourceFormat, chunks: AsyncIterable<string>, start: string, name: string): Rows {
  switch (format) {
    case 'jsonl':
      return readJsonl(chunks);
    case 'json':
      return readJson(chunks);
    case 'tsv':
      return readCsv(chunks, { delimiter: '\t', name });
    case 'csv':
      return readCsv(chunks, { delimiter: detectDelimiter(start) ?? ',', name });
    default:
      throw new VitrineError('source_invalid', `The format ${format} is not read yet. Give JSONL, JSON, CSV or TSV.`);
  }
}

/** The beginning of a file, and all of its bytes from the start. */
async function peek(file: SourceFile): Promise<{ head: Uint8Array; bytes: AsyncIterable<Uint8Array> }> {
  const iterator = file.open()[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  while (length < SNIFFED_BYTES) {
    const next = await iterator.next();
    if (next.done) break;
    seen.push(next.value);
    length += next.value.length;
  }
  return { head: Buffer.concat(seen), bytes: chain(seen, iterator) };
}

async function* chain(seen: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* seen;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
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
