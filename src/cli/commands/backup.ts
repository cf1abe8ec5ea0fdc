import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { RestoreReport, Vitrine } from '#src/compose/vitrine';
import { VitrineError } from '#src/errors';
import { type ArchiveSummary, checkArchive, readArchive, writeArchive } from '../archive.ts';
import type { CommandContext } from '../context.ts';
import { type Io, printJson } from '../io.ts';
import { addCommonOptions } from '../options.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import type { CommonFlags } from '../session.ts';
import { openTarget } from '../target.ts';

interface BackupFlags extends CommonFlags {
  readonly progress: ProgressFormat;
}
interface MakeFlags extends CommonFlags {
  readonly pictures?: true;
}
interface RestoreFlags extends BackupFlags {
  readonly picturesDir?: string;
}
interface CopyFlags extends BackupFlags {
  readonly to: readonly string[];
}

/** The commands that take everything elsewhere: into a file, out of one, and from store to store. */
export function addBackup(program: Command, context: CommandContext): void {
  const backup = program
    .command('backup <file>')
    .description(
      'write items of record, events, queries, answers, synonyms and trained models into one file, with a checksum',
    )
    .option('--pictures', 'take the pictures of items along')
    .action((file: string, flags: MakeFlags) => backupCommand(file, flags, context));
  const restore = program
    .command('restore <file>')
    .description('read a backup into an empty data folder or database, and build the indexes')
    .option('--models <preset>', 'encoders (default $VITRINE_MODELS, else lite)')
    .option('--models-dir <dir>', 'folder of downloaded models')
    .option('--pictures-dir <dir>', 'where pictures of the backup go (default restored-pictures in the data folder)')
    .option('--progress <form>', 'auto, json or none', 'auto')
    .action((file: string, flags: RestoreFlags) => restoreCommand(file, flags, context));
  const copy = program
    .command('copy')
    .description('take everything to other stores, which must be empty, and build the indexes there')
    .requiredOption('--to <place...>', 'a data folder, or postgres://… with http://… of Qdrant (or with a folder)')
    .option('--models <preset>', 'encoders there (default $VITRINE_MODELS, else lite)')
    .option('--models-dir <dir>', 'folder of downloaded models')
    .option('--progress <form>', 'auto, json or none', 'auto')
    .action((flags: CopyFlags) => copyCommand(flags, context));
  for (const command of [backup, restore, copy]) addCommonOptions(command);
}

async function backupCommand(file: string, flags: MakeFlags, { io, session, exit }: CommandContext): Promise<void> {
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const missing: string[] = [];
    const pictures = flags.pictures && { onMissing: (path: string) => void missing.push(path) };
    const summary = await writeArchive(
      resolve(io.cwd, file),
      vitrine.export({ ...(pictures && { pictures }) }),
      new Date(),
    );
    if (missing.length > 0)
      io.err(`note: ${missing.length} pictures cannot be read and are not in it, for example ${missing[0]}\n`);
    if (flags.json) printJson(io, { file, ...summary, ...(flags.pictures && { missingPictures: missing.length }) });
    else io.out(`${file}: ${describe(summary)}\n`);
    return 0;
  });
  exit(status);
}

async function restoreCommand(file: string, flags: RestoreFlags, { io, session, exit }: CommandContext): Promise<void> {
  const path = resolve(io.cwd, file);
  const summary = await checkArchive(path);
  const picturesDir = flags.picturesDir === undefined ? undefined : resolve(io.cwd, flags.picturesDir);
  const job = async (vitrine: Vitrine): Promise<number> => {
    if (!flags.json) io.err(`${file} of ${summary.createdAt}: ${describe(summary)}\n`);
    const view = createProgressView(io, flags.progress);
    const report = await vitrine
      .import(readArchive(path), { signal: io.signal, onProgress: view.update, picturesDir })
      .finally(view.stop);
    show(io, flags, report);
    return 0;
  };
  exit(await session.use(session.config({ ...flags }), job, { begins: true }));
}

async function copyCommand(flags: CopyFlags, { io, session, exit }: CommandContext): Promise<void> {
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const target = await openTarget(config, flags.to, io);
    try {
      const view = createProgressView(io, flags.progress);
      const report = await target.vitrine
        .import(vitrine.export(), { signal: io.signal, onProgress: view.update })
        .finally(view.stop);
      show(io, flags, report);
      return 0;
    } finally {
      await target.close();
    }
  });
  exit(status);
}

function show(io: Io, flags: CommonFlags, report: RestoreReport): void {
  const { catalogs, counts, seconds } = report;
  if (catalogs.length === 0) throw new VitrineError('source_invalid', 'There is nothing in it: no items, no events.');
  if (flags.json) {
    printJson(io, report);
    return;
  }
  const what = Object.entries(counts).flatMap(([kind, count]) => (count > 0 ? [`${count} ${kind}`] : []));
  io.out(`${catalogs.join(', ')}: ${what.join(', ')}; indexed after ${seconds.toFixed(1)} s\n`);
}

function describe({ counts, bytes }: ArchiveSummary): string {
  const what = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  return `${what.join(', ') || 'nothing'} (${(bytes / 1e6).toFixed(1)} MB)`;
}
