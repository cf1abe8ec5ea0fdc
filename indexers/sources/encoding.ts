import { isUtf8 } from 'node:buffer';
import { VitrineError } from '#src/errors';

/**
 * Text of a source. In UTF-8, a byte that is not valid becomes the lone surrogate U+DC00 + byte, which no valid
 * text holds: so the row that has it can be told apart (see `hasInvalidBytes`) while the others stay whole.
 */
export interface DecodedText {
  readonly encoding: Encoding;
  readonly chunks: AsyncIterable<string>;
}

/** A label of the encoding standard that `TextDecoder` knows. */
export type Encoding = string;

/** How many bytes of a source are looked at to tell its encoding and format. */
export const SNIFFED_BYTES = 65_536;

/** `head` is the beginning of the source, at least `SNIFFED_BYTES` of it unless it is shorter. */
export function decode(head: Uint8Array, bytes: AsyncIterable<Uint8Array>, name: string): DecodedText {
  const encoding = detectEncoding(head, name);
  const decoder = encoding === 'utf-8' ? createUtf8Decoder() : createDecoder(encoding);
  return { encoding, chunks: decodeAll(bytes, decoder) };
}

export function hasInvalidBytes(text: string): boolean {
  return /[\udc80-\udcff]/u.test(text);
}

/**
 * By byte order mark; else UTF-16 by its many zero bytes; else UTF-8, unless the beginning has bytes above ASCII and
 * more of them break UTF-8 than make characters of it: then what an XML declaration says, or `windows-1252`, the most
 * common of the old encodings.
 */
function detectEncoding(head: Uint8Array, name: string): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = countZeros(head);
  if (zeros.even + zeros.odd > 0) {
    if (zeros.odd > head.length / 5 && zeros.even === 0) return 'utf-16le';
    if (zeros.even > head.length / 5 && zeros.odd === 0) return 'utf-16be';
  }
  if (zeros.even + zeros.odd > 0 || countControls(head) > head.length / 200) {
    throw new VitrineError('source_invalid', `${name} is not text but binary. Give JSONL, JSON, CSV or TSV.`);
  }
  const { invalid, multibyte } = countUtf8(head);
  return invalid > multibyte ? (declaredEncoding(head, name) ?? 'windows-1252') : 'utf-8';
}

/** What an XML declaration says, for bytes that are not UTF-8. */
function declaredEncoding(head: Uint8Array, name: string): Encoding | undefined {
  const start = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const label = /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/u.exec(start)?.[1];
  if (label === undefined || /^utf-?8$/iu.test(label)) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new VitrineError(
      'source_invalid',
      `${name} is in the encoding ${label}, which is unknown. Give it in UTF-8.`,
    );
  }
}

/** Where the first byte is that is not UTF-8, to be shown: line and offset from 0. */
export function firstInvalidByte(head: Uint8Array): { line: number; offset: number } | undefined {
  let line = 1;
  for (let at = 0; at < head.length; ) {
    const length = sequenceLength(head, at);
    if (length === 0) return { line, offset: at };
    if (length < 0) return undefined;
    if (head[at] === 10) line++;
    at += length;
  }
  return undefined;
}

async function* decodeAll(bytes: AsyncIterable<Uint8Array>, decoder: Decoder): AsyncGenerator<string> {
  let first = true;
  for await (const chunk of bytes) {
    const text = decoder.push(chunk);
    if (text === '') continue;
    yield first && text.startsWith('\ufeff') ? text.slice(1) : text;
    first = false;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}

interface Decoder {
  push(chunk: Uint8Array): string;
  end(): string;
}

function createDecoder(encoding: Encoding): Decoder {
  const decoder = new TextDecoder(encoding);
  return { push: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() };
}

function createUtf8Decoder(): Decoder {
  let carry = Buffer.alloc(0);
  return {
    push(chunk) {
      const all =
        carry.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([carry, chunk]);
      const end = completeEnd(all);
      carry = Buffer.from(all.subarray(end));
      return toText(all.subarray(0, end));
    },
    end: () => toText(carry),
  };
}

function toText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += bytes.toString('utf8', from, at) + String.fromCharCode(0xdc00 + bytes[at]!);
    from = ++at;
  }
  return text + bytes.toString('utf8', from);
}

/** The end of the last whole character: a chunk may end inside of one. */
function completeEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const at = bytes.length - back;
    if (bytes[at]! >= 0xc0) return sequenceLength(bytes, at) < 0 ? at : bytes.length;
    if (bytes[at]! < 0x80) break;
  }
  return bytes.length;
}

/** Bytes of the UTF-8 character at `at`; 0 when it is invalid, -1 when it is cut off by the end. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) {
    if (at + i >= bytes.length) return -1;
    if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  }
  return length !== 0 && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

function countUtf8(bytes: Uint8Array): { invalid: number; multibyte: number } {
  let invalid = 0;
  let multibyte = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length < 0) break;
    if (length === 0) invalid++;
    if (length > 1) multibyte++;
    at += Math.max(1, length);
  }
  return { invalid, multibyte };
}

/** Control characters that no text has: all but tab, line ends, form feed and escape. */
function countControls(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => (byte < 9 || (byte > 13 && byte < 27) ? count + 1 : count), 0);
}

function countZeros(bytes: Uint8Array): { even: number; odd: number } {
  const count = { even: 0, odd: 0 };
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) at % 2 === 0 ? count.even++ : count.odd++;
  return count;
}
