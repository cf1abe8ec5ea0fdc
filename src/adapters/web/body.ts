import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { shownAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import { unavailable } from './failure.ts';

/** The whole body, unpacked. Throws `too_large` as soon as it is, also when only unpacking makes it so. */
export async function readWhole(response: IncomingMessage, maxBytes: number, url: string): Promise<Uint8Array> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(response, url, maxBytes);
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxBytes) throw tooLarge(response, url, maxBytes);
    pieces.push(piece);
  }
  if (!response.complete) throw stopped();
  return unpack(Buffer.concat(pieces), response, maxBytes, url);
}

const UNPACKERS = { gzip: promisify(gunzip), br: promisify(brotliDecompress), deflate: promisify(inflate) } as const;

async function unpack(body: Buffer, response: IncomingMessage, maxBytes: number, url: string): Promise<Uint8Array> {
  const encoding = encodingOf(response);
  if (encoding === undefined) return body;
  const unpacker = Object.hasOwn(UNPACKERS, encoding) ? UNPACKERS[encoding as keyof typeof UNPACKERS] : undefined;
  if (!unpacker) throw unavailable(url, `its content is packed by ${encoding}, which was not asked for`);
  try {
    return await unpacker(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(response, url, maxBytes);
    throw unavailable(url, `its content cannot be unpacked (${encoding})`, error);
  }
}

/** How the content is packed; undefined when it is not. */
export function encodingOf({ headers }: IncomingMessage): string | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  if (encoding === undefined || encoding === '' || encoding === 'identity') return undefined;
  return encoding === 'x-gzip' ? 'gzip' : encoding;
}

export interface Pace {
  /** Longest wait for the next piece. */
  readonly stallMs: number;
  /** Slowest rate once `stallMs` were spent waiting: what drips is as good as silent. */
  readonly fewestBytesPerSecond: number;
}

/** The body as it comes. Time that the reader takes for itself does not count. */
export async function* readSteadily(
  response: IncomingMessage,
  url: string,
  { stallMs, fewestBytesPerSecond }: Pace,
): AsyncGenerator<Uint8Array> {
  const pieces: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  let waitedMs = 0;
  let bytes = 0;
  try {
    for (;;) {
      const start = performance.now();
      const next = await within(stallMs, pieces.next(), () => slow(url, `it sent nothing for ${stallMs / 1000} s`));
      waitedMs += performance.now() - start;
      if (next.done) break;
      bytes += next.value.length;
      if (waitedMs > stallMs && (bytes / waitedMs) * 1000 < fewestBytesPerSecond) {
        throw slow(url, `it sends less than ${fewestBytesPerSecond} bytes a second`);
      }
      yield next.value;
    }
    if (!response.complete) throw stopped();
  } catch (error) {
    throw error instanceof VitrineError
      ? error
      : unavailable(url, `the connection was closed in the middle, after ${bytes} bytes`, error);
  } finally {
    response.destroy();
  }
}

async function within<Value>(ms: number, work: Promise<Value>, error: () => VitrineError): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(error()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

function slow(url: string, how: string): VitrineError {
  return new VitrineError('timeout', `${shownAddress(url)} was not read to its end: ${how}.`);
}

function stopped(): Error {
  return Object.assign(new Error('the connection was closed before the end'), { code: 'ECONNRESET' });
}

function tooLarge(response: IncomingMessage, url: string, maxBytes: number): VitrineError {
  response.destroy();
  return new VitrineError('too_large', `${shownAddress(url)} has more than ${maxBytes} bytes, the most that is taken.`);
}
