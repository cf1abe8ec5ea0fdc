import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VitrineError } from '#src/errors';
import type { Files, SourceFile } from '#src/ports/files';
import { decompress } from './decompress.ts';
import { explainFileError } from './file-error.ts';

export interface FilesOptions {
  /** Where relative paths start. */
  readonly cwd: string;
  /** Standard input, for `-`; by default this process's own. */
  readonly input?: () => AsyncIterable<Uint8Array>;
}

/** Files of this machine, and standard input as `-`. */
export function createFiles({ cwd, input = () => process.stdin }: FilesOptions): Files {
  const full = (path: string): string => resolve(cwd, path);
  const standardInput = once(input);
  return {
    resolve: (...segments) => resolve(cwd, ...segments),
    source: async (path) => (path === '-' ? sourceOf('-', undefined, standardInput) : openSource(path, full(path))),
    signature: async (path) => {
      const found = await stat(full(path)).catch(() => undefined);
      return found?.isFile() ? `${found.size}:${Math.floor(found.mtimeMs)}` : undefined;
    },
    read: (path, maxBytes) => readWhole(path, full(path), maxBytes),
  };
}

const CHUNK_BYTES = 256 * 1024;

async function openSource(name: string, path: string): Promise<SourceFile> {
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

function sourceOf(name: string, size: number | undefined, read: () => AsyncIterable<Uint8Array>): SourceFile {
  let consumed = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    consumed = 0;
    for await (const chunk of read()) {
      consumed += chunk.length;
      yield chunk;
    }
  }
  return { name, size, readRange: undefined, consumed: () => consumed, open: () => decompress(counted(), name) };
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

async function* chunksOf(name: string, path: string): AsyncGenerator<Uint8Array> {
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

/** Standard input flows by once; who reads it again would take it for empty. */
function once(input: () => AsyncIterable<Uint8Array>): () => AsyncIterable<Uint8Array> {
  let wasRead = false;
  return () => {
    if (wasRead) throw new VitrineError('source_invalid', 'Standard input (-) can be read only once. Name it once.');
    wasRead = true;
    return input();
  };
}

async function readWhole(name: string, path: string, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const { size } = await stat(path).catch((error: unknown) => {
    throw explainFileError(error, name);
  });
  const tooLarge = (found: number): VitrineError =>
    new VitrineError('too_large', `"${name}" has ${found} bytes or more; at most ${maxBytes} are read.`);
  if (size > maxBytes) throw tooLarge(size);
  for await (const piece of chunksOf(name, path)) {
    bytes += piece.length;
    if (bytes > maxBytes) throw tooLarge(bytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
