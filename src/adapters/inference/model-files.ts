import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VitrineError } from '#src/errors';

/** The bytes of a model's file. Throws `models_missing` that says which folder was looked in. */
export async function readModelFile(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw missing(folder, name, error);
  }
}

/** Throws `models_missing` unless the file is there and has `bytes` bytes: a cut-off copy is told before it is used. */
export async function checkModelFile(folder: string, name: string, bytes: number): Promise<void> {
  const found = await stat(join(folder, name)).catch((error: unknown) => {
    throw missing(folder, name, error);
  });
  if (found.size !== bytes) throw damaged(folder, name, `it has ${found.size} bytes where ${bytes} are due`);
}

export function damaged(folder: string, name: string, why: string): VitrineError {
  return new VitrineError('models_missing', `The model file ${join(folder, name)} is damaged (${why}). Copy it again.`);
}

function missing(folder: string, name: string, cause: unknown): VitrineError {
  const why = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'is not there' : String(cause);
  return new VitrineError(
    'models_missing',
    `The model file ${name} was looked for in ${folder} and ${why}. Name the folder of the weights with --models-dir.`,
    { cause },
  );
}
