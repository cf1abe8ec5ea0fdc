import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isWebAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';
import type { Web, WebPictures } from '#src/ports/web';
import { readDataAddress } from './data-address.ts';
import { expandSource } from './expand.ts';
import { explainFileError } from './file-error.ts';
import { chunksOf, openFileSource, openWebSource, sourceOf } from './sources.ts';

export interface FilesOptions {
  /** Where relative paths start. */
  readonly cwd: string;
  /** Standard input, for `-`; by default this process's own. */
  readonly input?: () => AsyncIterable<Uint8Array>;
  /** For sources that are web addresses; without it they are refused. */
  readonly web?: Web;
  /** For pictures at web addresses; without it they are refused. */
  readonly pictures?: WebPictures;
}

/** Files of this machine, standard input as `-`, and sources on the web. */
export function createFiles({ cwd, input = () => process.stdin, web, pictures }: FilesOptions): Files {
  const full = (path: string): string => resolve(cwd, path);
  const standardInput = once(input);
  return {
    resolve: (...segments) => resolve(cwd, ...segments),
    expand: (name) => expandSource(name, cwd),
    source: async (path) => {
      if (path === '-') return sourceOf('-', undefined, standardInput);
      return isWebAddress(path) ? openWebSource(path, web) : openFileSource(path, full(path));
    },
    signature: async (path) => {
      const found = await stat(full(path)).catch(() => undefined);
      return found?.isFile() ? `${found.size}:${Math.floor(found.mtimeMs)}` : undefined;
    },
    read: async (path, maxBytes) => {
      if (path.startsWith('data:')) return readDataAddress(path, maxBytes);
      return pictures && isWebAddress(path) ? pictures.read(path, maxBytes) : readWhole(path, full(path), maxBytes);
    },
    look: pictures?.look,
  };
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
