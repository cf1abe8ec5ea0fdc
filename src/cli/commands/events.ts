import type { Command } from 'commander';
import { readMoment } from '#indexers/moment';
import { FORMATS, isFormat } from '#indexers/report';
import type { Vitrine } from '#src/compose/vitrine';
import { VitrineError } from '#src/errors';
import { printJson } from '../io.ts';
import { collectPairs, progressOption } from '../options.ts';
import type { CommandContext } from '../program.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import { renderEventReport } from '../report.ts';
import type { CommonFlags } from '../session.ts';

interface EventsFlags extends CommonFlags {
  readonly format: string;
  readonly map?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, string>>;
  readonly since?: string;
  readonly until?: string;
  readonly check?: boolean;
  readonly onError: string;
  readonly progress: ProgressFormat;
}

export function addEvents(program: Command, context: CommandContext): Command {
  return program
    .command('events <source...>')
    .description('import what shoppers did: views, clicks, carts, purchases, likes, ratings')
    .option('--format <format>', FORMATS.join(', '), 'auto')
    .option('--map <field=column>', 'take a field from a column of another name (repeatable)', collectPairs)
    .option('--set <field=value>', 'give every event a value, e.g. type=purchase (repeatable)', collectPairs)
    .option('--since <time>', 'only events from then on; a day counts from its beginning')
    .option('--until <time>', 'only events up to then; a day counts to its end')
    .option('--check', 'validate everything and write nothing')
    .option('--on-error <what>', 'skip or stop at a bad row', 'skip')
    .addOption(progressOption())
    .action((sources: string[], flags: EventsFlags) => eventsCommand(sources, flags, context));
}

async function eventsCommand(
  sources: readonly string[],
  flags: EventsFlags,
  { io, session, exit }: CommandContext,
): Promise<void> {
  const { format, onError } = flags;
  if (!isFormat(format))
    throw new VitrineError('usage', `--format ${format} is unknown: use one of ${FORMATS.join(', ')}.`);
  if (onError !== 'skip' && onError !== 'stop')
    throw new VitrineError('usage', `--on-error ${onError} is unknown: use skip or stop.`);
  const since = flags.since === undefined ? undefined : readMoment('--since', flags.since, 'start');
  const until = flags.until === undefined ? undefined : readMoment('--until', flags.until, 'end');
  const config = session.config({ ...flags });
  const job = async (vitrine: Vitrine): Promise<number> => {
    const view = createProgressView(io, flags.progress);
    const report = await vitrine.shoppers
      .importEvents({
        catalog: config.catalog,
        sources,
        cwd: io.cwd,
        input: io.input,
        format,
        map: flags.map ?? {},
        set: flags.set ?? {},
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
        check: flags.check === true,
        onError,
        signal: io.signal,
        onProgress: view.update,
      })
      .finally(view.stop);
    if (!flags.check) await vitrine.shoppers.applyRetention();
    if (flags.json) printJson(io, report);
    else io.out(renderEventReport(report));
    return report.interrupted ? 1 : 0;
  };
  exit(await session.use(config, job, { begins: true }));
}
