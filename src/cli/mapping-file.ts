import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { VitrineError } from '#src/errors';
import type { Io } from './io.ts';
import type { SourceFlags } from './source-options.ts';

const texts = z.record(z.string().min(1), z.string()).default({});
const MappingFile = z.strictObject({ map: texts, set: texts });

/** The flags with what a file of `--mapping` says; where both name a field, `--map` and `--set` count. */
export function withMappingFile<Flags extends SourceFlags & { readonly mapping?: string }>(
  flags: Flags,
  { cwd }: Pick<Io, 'cwd'>,
): Flags {
  if (flags.mapping === undefined) return flags;
  const { map, set } = readMapping(resolve(cwd, flags.mapping));
  return { ...flags, map: { ...map, ...flags.map }, set: { ...set, ...flags.set } };
}

function readMapping(path: string): z.output<typeof MappingFile> {
  try {
    return MappingFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new VitrineError(
      'usage',
      `--mapping ${path} cannot be read (${reasonOf(cause)}). It must be a JSON file such as {"map": {"id": "sku"}, "set": {"currency": "EUR"}}.`,
      { cause },
    );
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    const [issue] = cause.issues;
    return [issue!.path.join('.'), issue!.message].filter((part) => part !== '').join(': ');
  }
  if (cause instanceof SyntaxError) return 'it is no JSON';
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'there is no such file' : String(cause);
}
