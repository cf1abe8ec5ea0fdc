import { Option } from 'commander';
import { FORMATS, type Format, ON_ERROR, type OnError, type SourceOptions } from '#indexers/sources/options';
import type { Io } from './io.ts';
import { collectPairs } from './options.ts';

/** How the sources of a command are read. */
export interface SourceFlags {
  readonly format: Format;
  readonly map?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, string>>;
  readonly check?: boolean;
  readonly onError: OnError;
}

export function formatOption(): Option {
  return new Option('--format <format>', 'of the sources').choices(FORMATS).default('auto');
}

export function mapOption(): Option {
  return new Option('--map <field=column>', 'take a field from a column of another name (repeatable)').argParser(
    collectPairs,
  );
}

/** `description`: whom the value is given to. */
export function setOption(description: string): Option {
  return new Option('--set <field=value>', `${description} (repeatable)`).argParser(collectPairs);
}

export function onErrorOption(): Option {
  return new Option('--on-error <what>', 'at a bad row').choices(ON_ERROR).default('skip');
}

/** The flags as an import takes them. */
export function sourceOptionsOf(
  sources: readonly string[],
  flags: SourceFlags,
  catalog: string,
  io: Io,
): Omit<SourceOptions, 'onProgress'> {
  const { format, map = {}, set = {}, check = false, onError } = flags;
  return { catalog, sources, cwd: io.cwd, input: io.input, format, map, set, check, onError, signal: io.signal };
}
