import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VitrineError } from '#src/errors';

/** Largest picture file read for a search, in bytes. */
const MAX_BYTES = 20_000_000;

export async function readPicture(path: string, cwd: string): Promise<Uint8Array> {
  const full = resolve(cwd, path);
  const found = await stat(full).catch(() => undefined);
  if (!found)
    throw new VitrineError(
      'source_not_found',
      `There is no picture at "${path}". Give the path of a JPEG, PNG, WebP, GIF or AVIF file.`,
    );
  if (!found.isFile())
    throw new VitrineError('source_not_found', `"${path}" is not a file. Give the path of a picture.`);
  if (found.size > MAX_BYTES)
    throw new VitrineError(
      'too_large',
      `The picture "${path}" has ${found.size} bytes; at most ${MAX_BYTES} are read. Make it smaller.`,
    );
  return readFile(full);
}
