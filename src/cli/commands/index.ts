import type { Command } from 'commander';
import type { Vitrine } from '#src/compose/vitrine';
import type { CommandContext } from '../context.ts';
import { addIndexOptions, type IndexFlags, indexOptionsOf } from '../index-options.ts';
import { printJson } from '../io.ts';
import { createProgressView } from '../progress.ts';
import { renderReport } from '../report.ts';
import { checkReportFile, writeReport } from '../report-file.ts';

export function addIndex(program: Command, context: CommandContext): Command {
  const command = program
    .command('index <source...>')
    .description(
      'bring a catalog up to date from files, folders, patterns or web addresses; unchanged items are skipped',
    )
    .option('--check', 'validate everything and write nothing');
  return addIndexOptions(command).action((sources: string[], flags: IndexFlags) =>
    indexCommand(sources, flags, context),
  );
}

async function indexCommand(
  sources: readonly string[],
  flags: IndexFlags,
  { io, session, exit }: CommandContext,
): Promise<void> {
  checkReportFile(flags.report);
  const config = session.config({ ...flags });
  const options = indexOptionsOf(sources, flags, config.catalog, io);
  const job = async (vitrine: Vitrine): Promise<number> => {
    const view = createProgressView(io, flags.progress);
    const report = await vitrine.index({ ...options, onProgress: view.update }).finally(view.stop);
    if (flags.report !== undefined) await writeReport(flags.report, { report, ...options }, io);
    if (flags.json) printJson(io, report);
    else io.out(renderReport(report));
    return report.interrupted ? 1 : 0;
  };
  exit(await session.use(config, job, { begins: true, onlyLooks: flags.check === true }));
}
