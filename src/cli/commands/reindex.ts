import type { Command } from 'commander';
import { printJson } from '../io.ts';
import { progressOption } from '../options.ts';
import type { CommandContext } from '../program.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import type { CommonFlags } from '../session.ts';

interface ReindexFlags extends CommonFlags {
  readonly rollback?: boolean;
  readonly progress: ProgressFormat;
}

export function addReindex(program: Command, context: CommandContext): Command {
  return program
    .command('reindex')
    .description('build the index anew from the items of record, beside the live one, and change over in one step')
    .option('--models <preset>', 'encoders (default $VITRINE_MODELS, else lite)')
    .option('--models-dir <dir>', 'folder of downloaded models')
    .option('--rollback', 'go back to the index before')
    .addOption(progressOption())
    .action((flags: ReindexFlags) => reindexCommand(flags, context));
}

async function reindexCommand(flags: ReindexFlags, { io, session, exit }: CommandContext): Promise<void> {
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const view = createProgressView(io, flags.progress);
    const { catalog } = config;
    const options = { catalog, rollback: flags.rollback === true, signal: io.signal, onProgress: view.update };
    const report = await vitrine.reindex(options).finally(view.stop);
    if (flags.json) printJson(io, report);
    else {
      const from = report.before === null ? '' : ` (before: ${report.before})`;
      io.out(
        `${report.items} items in generation ${report.generation}${from}, live after ${report.seconds.toFixed(1)} s\n`,
      );
    }
    return 0;
  });
  exit(status);
}
