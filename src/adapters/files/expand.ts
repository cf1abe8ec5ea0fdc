import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { isWebAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import { explainFileError } from './file-error.ts';

/** Names of files in a folder that are taken for sources; anything can be named by itself. */
const SOURCE_NAMES = /\.(?:jsonl|ndjson|json|csv|tsv|tab|parquet|xml|rss|atom)(?:\.gz|\.zst)?$/iu;

/**
 * The sources that a name stands for: a folder's own, those that a pattern matches (`exports/**\/*.csv`), else itself.
 * In the order of their names. What exists under that very name is no pattern.
 */
export async function expandSource(name: string, cwd: string): Promise<readonly string[]> {
  if (name === '-' || isWebAddress(name)) return [name];
  const found = await stat(resolve(cwd, name)).catch(() => undefined);
  if (found?.isDirectory()) return sourcesIn(name, cwd);
  if (found || !isDynamicPattern(name)) return [name];
  const matches = await glob(name, { cwd, absolute: isAbsolute(name), expandDirectories: false });
  if (matches.length > 0) return matches.sort();
  throw new VitrineError('source_not_found', `No file matches "${name}". Check the pattern, and put it into quotes.`);
}

async function sourcesIn(folder: string, cwd: string): Promise<readonly string[]> {
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true }).catch((error: unknown) => {
    throw explainFileError(error, folder);
  });
  const names = entries.filter((entry) => !entry.isDirectory() && isSourceName(entry.name)).map(({ name }) => name);
  if (names.length > 0) return names.sort().map((name) => join(folder, name));
  throw new VitrineError(
    'source_not_found',
    `The folder "${folder}" holds no file that looks like a source (.jsonl, .json, .csv, .tsv, .parquet, .xml). Name a file, or a pattern such as "${join(folder, '**/*.txt')}".`,
  );
}

function isSourceName(name: string): boolean {
  return !name.startsWith('.') && SOURCE_NAMES.test(name);
}
