import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VitrineError } from '#src/errors';

/** A file as it was written; `hash` is SHA-256 in hexadecimal. */
export interface ModelFile {
  readonly file: string;
  readonly bytes: number;
  readonly hash: string;
}

/** Files of a folder, each written once. */
export interface ModelFiles {
  /** The file is complete and on disk on return. */
  write(data: Uint8Array): Promise<ModelFile>;
  /** Throws `data_folder_damaged` for a file that is not as it was written. */
  read(wanted: ModelFile): Promise<ArrayBuffer>;
  remove(file: string): Promise<void>;
  /** Removes what a write that did not come to its end, or was not named since, has left. */
  removeUnnamed(named: ReadonlySet<string>): Promise<void>;
}

const EXTENSION = '.model';
/** A file that nobody names for so long has been left behind; younger ones may be of a write that is under way. */
const LEFT_BEHIND_MS = 3_600_000;
/** Read, written and hashed at a time; other work goes on between. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** The folder is made with the first file. */
export function createModelFiles(folder: string): ModelFiles {
  return {
    write: async (data) => {
      await mkdir(folder, { recursive: true });
      const file = `${randomUUID()}${EXTENSION}`;
      const path = join(folder, file);
      const hash = await withFile(await open(`${path}.part`, 'w'), async (handle) => {
        const written = await eachPiece(data, (piece) => handle.writeFile(piece));
        await handle.sync();
        return written;
      });
      await rename(`${path}.part`, path);
      await withFile(await open(folder, 'r'), (directory) => directory.sync());
      return { file, bytes: data.length, hash };
    },
    read: (wanted) => readWhole(join(folder, wanted.file), wanted),
    remove: (file) => rm(join(folder, file), { force: true }),
    removeUnnamed: async (named) => {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) {
        if (named.has(name) || !(name.endsWith(EXTENSION) || name.endsWith('.part'))) continue;
        const found = await stat(join(folder, name)).catch(() => undefined);
        if (found && Date.now() - found.mtimeMs > LEFT_BEHIND_MS) await rm(join(folder, name), { force: true });
      }
    },
  };
}

async function readWhole(path: string, { bytes, hash }: ModelFile): Promise<ArrayBuffer> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw damaged(path, 'it is not there', cause);
  });
  const data = new Uint8Array(bytes);
  const [found, size] = await withFile(handle, async () => [
    await eachPiece(data, async (piece) => {
      for (let at = 0; at < piece.length; ) {
        const { bytesRead } = await handle.read(piece, at, piece.length - at);
        if (bytesRead === 0) return;
        at += bytesRead;
      }
    }),
    (await handle.stat()).size,
  ]);
  if (size !== bytes || found !== hash) throw damaged(path, 'its content is not what was published');
  return data.buffer;
}

/** Hands on the data piece by piece; answers the hash of what is in it then. */
async function eachPiece(data: Uint8Array, take: (piece: Uint8Array) => Promise<void>): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < data.length; at += PIECE_BYTES) {
    const piece = data.subarray(at, at + PIECE_BYTES);
    await take(piece);
    hash.update(piece);
  }
  return hash.digest('hex');
}

async function withFile<Result>(handle: FileHandle, work: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

function damaged(path: string, why: string, cause?: unknown): VitrineError {
  const message = `The model ${path} cannot be used: ${why}. Train again with: vitrine train`;
  return new VitrineError('data_folder_damaged', message, { cause });
}
