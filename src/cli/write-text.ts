import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { VitrineError } from '#src/errors';
import type { Io } from './io.ts';

/**
 * Writes a file that a flag names, once the work behind it is done. Throws `storage_full`, or `usage` for a name that
 * cannot be written to; `before` says first what is done all the same, e.g. `The catalog is indexed, but the report`.
 */
export async function writeText(file: string, text: string, io: Io, before = 'The report'): Promise<void> {
  await writeFile(resolve(io.cwd, file), text).catch((cause: NodeJS.ErrnoException) => {
    throw new VitrineError(
      cause.code === 'ENOSPC' ? 'storage_full' : 'usage',
      `${before} cannot be written to ${file}: ${cause.message}. Use another name.`,
      { cause },
    );
  });
}
