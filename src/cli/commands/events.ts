import type { Command } from 'commander';
import { readMoment } from '#indexers/moment';
import type { Vitrine } from '#src/compose/vitrine';
import type { CommandContext } from '../context.ts';
import { printJson } from '../io.ts';
import { progressOption } from '../options.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import { renderEventReport } from '../report.ts';
import type { CommonFlags } from '../session.ts';
import {
  formatOption,
  mapOption,
  onErrorOption,
  type SourceFlags,
  setOption,
  sourceOptionsOf,
} from '../source-options.ts';

interface EventsFlags extends CommonFlags, SourceFlags {
  readonly since?: string;
  readonly until?: string;
  readonly progress: ProgressFormat;
}

export function addEvents(program: Command, context: CommandContext): Command {
  return program
    .command('events <source...>')
    .description('import what shoppers did: views, clicks, carts, purchases, likes, ratings')
    .addOption(formatOption())
    .addOption(mapOption())
    .addOption(setOption('give every event a value, e.g. type=purchase'))
    .option('--since <time>', 'only events from then on; a day counts from its beginning')
    .option('--until <time>', 'only events up to then; a day counts to its end')
    .option('--check', 'validate everything and write nothing')
    .addOption(onErrorOption())
    .addOption(progressOption())
    .action((sources: string[], flags: EventsFlags) => eventsCommand(sources, flags, context));
}

async function eventsCommand(
  sources: readonly string[],
  flags: EventsFlags,
  { io, session, exit }: CommandContext,
): Promise<void> {
  const since = flags.since === undefined ? undefined : readMoment('--since', flags.since, 'start');
  const until = flags.until === undefined ? undefined : readMoment('--until', flags.until, 'end');
  const config = session.config({ ...flags });
  const job = async (vitrine: Vitrine): Promise<number> => {
    const view = createProgressView(io, flags.progress);
    const report = await vitrine.shoppers
      .importEvents({
        ...sourceOptionsOf(sources, flags, config.catalog, io),
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
        onProgress: view.update,
      })
      .finally(view.stop);
    if (!flags.check) await vitrine.shoppers.applyRetention();
    if (flags.json) printJson(io, report);
    else io.out(renderEventReport(report));
    return report.interrupted ? 1 : 0;
  };
  exit(await session.use(config, job, { begins: true, onlyLooks: flags.check === true }));
}
