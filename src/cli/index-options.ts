import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { IndexOptions } from '#indexers/report';
import { VitrineError } from '#src/errors';
import type { Io } from './io.ts';
import { withMappingFile } from './mapping-file.ts';
import { progressOption, wholeNumber } from './options.ts';
import type { ProgressFormat } from './progress.ts';
import type { CommonFlags } from './session.ts';
import {
  formatOption,
  mapOption,
  onErrorOption,
  type SourceFlags,
  setOption,
  sourceOptionsOf,
} from './source-options.ts';

/** What `index` and `watch` take. */
export interface IndexFlags extends CommonFlags, SourceFlags {
  readonly mapping?: string;
  readonly images?: string;
  readonly refreshPictures?: boolean;
  readonly prune?: boolean;
  readonly yes?: boolean;
  readonly enrich?: boolean;
  readonly enrichLimit: string;
  readonly report?: string;
  readonly progress: ProgressFormat;
}

export function addIndexOptions(command: Command): Command {
  return command
    .addOption(formatOption())
    .addOption(mapOption())
    .addOption(setOption('give every item a value'))
    .option('--mapping <file>', 'JSON file with "map" and "set", field by field; --map and --set count more')
    .option('--images <dir>', 'folder of the pictures')
    .option('--refresh-pictures', 'ask whether known pictures on the web changed')
    .option('--models <preset>', 'encoders (default $VITRINE_MODELS, else lite)')
    .option('--models-dir <dir>', 'folder of downloaded models')
    .option('--prune', 'delete items that are not in the source any more')
    .option('--yes', 'go on where a question would be asked')
    .addOption(onErrorOption())
    .option('--enrich', 'then let the language model add what the feed leaves out')
    .option('--enrich-limit <n>', 'ask it about so many items at most', '1000')
    .option('--report <file>', 'write the report to a file, .json or .html')
    .addOption(progressOption());
}

/** More items than any catalog has. */
const MOST_ENRICHED = 1_000_000_000;

/** The flags as a run takes them. Throws `usage`, and `source_not_found` when there is no such folder of pictures. */
export function indexOptionsOf(sources: readonly string[], flags: IndexFlags, catalog: string, io: Io): IndexOptions {
  const { images } = flags;
  const limit = wholeNumber('--enrich-limit', flags.enrichLimit, 1, MOST_ENRICHED);
  if (images !== undefined) checkFolder(resolve(io.cwd, images));
  return {
    ...sourceOptionsOf(sources, withMappingFile(flags, io), catalog, io),
    ...(images !== undefined && { images }),
    refreshPictures: flags.refreshPictures === true,
    prune: flags.prune === true,
    yes: flags.yes === true,
    ...(flags.enrich && { enrich: { limit } }),
  };
}

function checkFolder(images: string): void {
  const found = statSync(images, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  const what = found ? 'is a file and no folder' : 'does not exist';
  throw new VitrineError('source_not_found', `${images} ${what}: --images takes the folder of the pictures.`);
}
