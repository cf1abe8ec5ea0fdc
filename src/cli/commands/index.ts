import type { Command } from 'commander';
import { FORMATS, isFormat } from '#indexers/report';
import { VitrineError } from '#src/errors';
import { printJson } from '../io.ts';
import { collectPairs } from '../options.ts';
import type { CommandContext } from '../program.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import { renderReport } from '../report.ts';
import type { CommonFlags } from '../session.ts';

interface IndexFlags extends CommonFlags {
  readonly format: string;
  readonly map?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, string>>;
  readonly images?: string;
  readonly prune?: boolean;
  readonly yes?: boolean;
  readonly check?: boolean;
  readonly onError: string;
  readonly progress: ProgressFormat;
}

export function addIndex(program: Command, context: CommandContext): Command {
  return program
    .command('index <source...>')
    .description('bring a catalog up to date from files: new and changed items, unchanged ones skipped')
    .option('--format <format>', FORMATS.join(', '), 'auto')
    .option('--map <field=column>', 'take a field from a column of another name (repeatable)', collectPairs)
    .option('--set <field=value>', 'give every item a value (repeatable)', collectPairs)
    .option('--images <dir>', 'folder of the pictures')
    .option('--models <preset>', 'encoders (default $VITRINE_MODELS, else lite)')
    .option('--models-dir <dir>', 'folder of downloaded models')
    .option('--prune', 'delete items that are not in the source any more')
    .option('--yes', 'go on where a question would be asked')
    .option('--check', 'validate everything and write nothing')
    .option('--on-error <what>', 'skip or stop at a bad row', 'skip')
    .option('--progress <form>', 'auto, json or none', 'auto')
    .action((sources: string[], flags: IndexFlags) => indexCommand(sources, flags, context));
}

async function indexCommand(
  sources: readonly string[],
  flags: IndexFlags,
  { io, session, exit }: CommandContext,
): Promise<void> {
  const { format, onError } = flags;
  if (!isFormat(format))
    throw new VitrineError('usage', `--format ${format} is unknown: use one of ${FORMATS.join(', ')}.`);
  if (onError !== 'skip' && onError !== 'stop')
    throw new VitrineError('usage', `--on-error ${onError} is unknown: use skip or stop.`);
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const view = createProgressView(io, flags.progress);
    const report = await vitrine
      .index({
        catalog: config.catalog,
        sources,
        cwd: io.cwd,
        input: io.input,
        format,
        map: flags.map ?? {},
        set: flags.set ?? {},
        ...(flags.images !== undefined && { images: flags.images }),
        prune: flags.prune === true,
        yes: flags.yes === true,
        check: flags.check === true,
        onError,
        signal: io.signal,
        onProgress: view.update,
      })
      .finally(view.stop);
    if (flags.json) printJson(io, report);
    else io.out(renderReport(report));
    return report.interrupted ? 1 : 0;
  });
  exit(status);
}
