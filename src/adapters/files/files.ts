import { constants } from 'node:fs';
import { access, open, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VitrineError } from '#src/errors';
import type { Files, SourceFile } from '#src/ports/files';
import { decompress } from './decompress.ts';

export interface FilesOptions {
  /** Where relative paths start. */
  readonly cwd: string;
}

/** Files of this machine, and standard input as `-`. */
export function createFiles({ cwd }: FilesOptions): Files {
  const full = (path: string) => resolve(cwd, path);
  return {
    resolve: (...segments) => resolve(cwd, ...segments),
    source: async (path) => (path === '-' ? standardInput() : openSource(path, full(path))),
    signature: async (path) => {
      const found = await stat(full(path)).catch(() => undefined);
      return found?.isFile() ? `${found.size}:${Math.floor(found.mtimeMs)}` : undefined;
    },
    read: async (path, maxBytes) => {
      const { size } = await statFile(path, full(path));
      if (size > maxBytes)
        throw new VitrineError('too_large', `"${path}" has ${size} bytes; at most ${maxBytes} are read.`);
      return readFile(full(path));
    },
  };
}

async function openSource(name: string, path: string): Promise<SourceFile> {
  const { size } = await statFile(name, path);
  let consumed = 0;
  async function* raw(): AsyncGenerator<Uint8Array> {
    consumed = 0;
    const handle = await open(path);
    try {
      for await (const chunk of handle.createReadStream({ highWaterMark: 256 * 1024, autoClose: false })) {
        consumed += (chunk as Uint8Array).length;
        yield chunk as Uint8Array;
      }
    } finally {
      await handle.close();
    }
  }
  return { name, size, consumed: () => consumed, open: () => decompress(raw(), name) };
}

async function statFile(name: string, path: string): Promise<{ size: number }> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new VitrineError(
      'source_not_found',
      `"${name}" cannot be read: ${REASONS[cause.code ?? ''] ?? cause.code}. Give the path of a file.`,
      { cause },
    );
  });
  if (found.isDirectory())
    throw new VitrineError('source_not_found', `"${name}" is a folder. Give the path of a file in it.`);
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw new VitrineError('source_not_found', `"${name}" may not be read. Change its permissions.`, { cause });
  });
  return found;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is no folder',
  EACCES: 'a folder of the path may not be entered',
  ENAMETOOLONG: 'the path is too long',
};

function standardInput(): SourceFile {
  let consumed = 0;
  async function* raw(): AsyncGenerator<Uint8Array> {
    for await (const chunk of process.stdin) {
      consumed += (chunk as Uint8Array).length;
      yield chunk as Uint8Array;
    }
  }
  return { name: '-', size: undefined, consumed: () => consumed, open: () => decompress(raw(), 'standard input') };
}
