import { basename, resolve } from 'node:path';
import { VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';

export interface MemoryFiles extends Files {
  /** Absolute path → content; may be changed between runs. `undefined` is a folder. */
  readonly content: Map<string, Uint8Array | undefined>;
  /** Paths in the order they were read. */
  readonly reads: string[];
}

/** Files in memory, under `/shop`. A signature is the content itself, in short. */
export function createMemoryFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  chunkBytes = 65_536,
): MemoryFiles {
  const content = new Map<string, Uint8Array | undefined>();
  for (const [path, value] of Object.entries(files)) content.set(resolve('/shop', path), Buffer.from(value));
  const reads: string[] = [];
  const find = (path: string): Uint8Array => {
    const bytes = content.get(path);
    if (!bytes) throw new VitrineError('source_not_found', `There is no file ${path}.`);
    return bytes;
  };
  return {
    content,
    reads,
    expand: async (name) => [name],
    async source(path) {
      const bytes = find(resolve('/shop', path));
      let consumed = 0;
      return {
        name: basename(path),
        async *open() {
          for (let at = 0; at < bytes.length; at += chunkBytes) {
            consumed = Math.min(bytes.length, at + chunkBytes);
            yield bytes.subarray(at, consumed);
          }
        },
        size: bytes.length,
        endIsKnown: true,
        readRange: async (start, end) => bytes.subarray(start, end),
        consumed: () => consumed,
      };
    },
    async signature(path) {
      const bytes = content.get(path);
      return bytes && `${bytes.length}:${Buffer.from(bytes).toString('base64').slice(-16)}`;
    },
    async read(path, maxBytes) {
      reads.push(path);
      const bytes = find(path);
      if (bytes.length > maxBytes) throw new VitrineError('too_large', `${path} has more than ${maxBytes} bytes.`);
      return bytes;
    },
    resolve: (...segments) => resolve('/shop', ...segments),
  };
}
