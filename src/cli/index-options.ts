import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { FORMATS, type IndexOptions, isFormat } from '#indexers/report';
import { VitrineError } from '#src/errors';
import type { Io } from './io.ts';
import { collectPairs, progressOption } from './options.ts';
import type { ProgressFormat } from './progress.ts';
import type { CommonFlags } from './session.ts';

/** What `index` and `watch` take. */
export interface IndexFlags extends CommonFlags {
  readonly format: string;
  readonly map?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, string>>;
  readonly images?: string;
  readonly refreshPictures?: boolean;
  readonly prune?: boolean;
  readonly yes?: boolean;
  readonly check?: boolean;
  readonly onError: string;
  readonly report?: string;
  readonly progress: ProgressFormat;
}

export function addIndexOptions(command: Command): Command {
  return command
    .option('--format <format>', FORMATS.join(', '), 'auto')
    .option('--map <field=column>', 'take a field from a column of another name (repeatable)', collectPairs)
    .option('--set <field=value>', 'give every item a value (repeatable)', collectPairs)
    .option('--images <dir>', 'folder of the pictures')
    .option('--refresh-pictures', 'ask whether known pictures on the web changed')
    .option('--models <preset>', 'encoders (default $VITRINE_MODELS, else lite)')
    .option('--models-dir <dir>', 'folder of downloaded models')
    .option('--prune', 'delete items that are not in the source any more')
    .option('--yes', 'go on where a question would be asked')
    .option('--on-error <what>', 'skip or stop at a bad row', 'skip')
    .option('--report <file>', 'write the report to a file, .json or .html')
    .addOption(progressOption());
}

/** The flags as a run takes them; throws `usage` for values that are none. */
export function indexOptionsOf(sources: readonly string[], flags: IndexFlags, catalog: string, io: Io): IndexOptions {
  const { format, onError, images } = flags;
  if (!isFormat(format))
    throw new VitrineError('usage', `--format ${format} is unknown: use one of ${FORMATS.join(', ')}.`);
  if (onError !== 'skip' && onError !== 'stop')
    throw new VitrineError('usage', `--on-error ${onError} is unknown: use skip or stop.`);
  if (images !== undefined) checkFolder(resolve(io.cwd, images));
  return {
    catalog,
    sources,
    cwd: io.cwd,
    input: io.input,
    format,
    map: flags.map ?? {},
    set: flags.set ?? {},
    ...(images !== undefined && { images }),
    refreshPictures: flags.refreshPictures === true,
    prune: flags.prune === true,
    yes: flags.yes === true,
    check: flags.check === true,
    onError,
    signal: io.signal,
  };
}

function checkFolder(images: string): void {
  const found = statSync(images, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  const what = found ? 'is a file and no folder' : 'does not exist';
  throw new VitrineError('source_not_found', `${images} ${what}: --images takes the folder of the pictures.`);
}
