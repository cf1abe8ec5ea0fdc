import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { shownAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import type { SourceFile } from '#src/ports/files';
import type { Web } from '#src/ports/web';
import { decompress } from './decompress.ts';
import { explainFileError } from './file-error.ts';

const CHUNK_BYTES = 256 * 1024;

/** A file, pipe or device. `name` is what the user typed. */
export async function openFileSource(name: string, path: string): Promise<SourceFile> {
  const found = await stat(path).catch((error: unknown) => {
    throw explainFileError(error, name);
  });
  if (found.isDirectory()) throw explainFileError({ code: 'EISDIR' }, name);
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw explainFileError(error, name);
  });
  // A pipe or a device has a size of 0 whatever comes out of it.
  const source = sourceOf(name, found.isFile() ? found.size : undefined, () => chunksOf(name, path));
  return found.isFile() ? { ...source, readRange: (start, end) => rangeOf(name, path, start, end) } : source;
}

/** What a web address gives. The answer to the first request is kept for the first reader. */
export async function openWebSource(url: string, web: Web | undefined): Promise<SourceFile> {
  const name = shownAddress(url);
  if (!web) throw new VitrineError('source_not_found', `${name} is a web address, which cannot be read here.`);
  const first = await web.open(url);
  let waiting: typeof first | undefined = first;
  async function* read(): AsyncGenerator<Uint8Array> {
    const stream = waiting ?? (await web!.open(url));
    waiting = undefined;
    try {
      yield* stream.read();
    } finally {
      stream.close();
    }
  }
  const { size, hasRanges, validators, endIsKnown } = first;
  const source = { ...sourceOf(name, size, read), endIsKnown };
  if (!hasRanges || size === undefined) return source;
  return { ...source, readRange: (start, end) => web.range(url, start, end, validators) };
}

export function sourceOf(name: string, size: number | undefined, read: () => AsyncIterable<Uint8Array>): SourceFile {
  let consumed = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    consumed = 0;
    for await (const chunk of read()) {
      consumed += chunk.length;
      yield chunk;
    }
  }
  const open = () => decompress(counted(), name);
  return { name, size, readRange: undefined, endIsKnown: true, consumed: () => consumed, open };
}

async function rangeOf(name: string, path: string, start: number, end: number): Promise<Uint8Array> {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw explainFileError(error, name);
  }
}

export async function* chunksOf(name: string, path: string): AsyncGenerator<Uint8Array> {
  try {
    const handle = await open(path);
    try {
      yield* handle.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: false });
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw explainFileError(error, name);
  }
}
