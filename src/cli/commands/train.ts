import { type Command, Option } from 'commander';
import { readMoment } from '#indexers/moment';
import { TRAINABLE, type TrainReport } from '#src/compose/training/train';
import { VitrineError } from '#src/errors';
import { printJson } from '../io.ts';
import { collect, progressOption } from '../options.ts';
import type { CommandContext } from '../program.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import type { CommonFlags } from '../session.ts';

interface TrainFlags extends CommonFlags {
  readonly model?: readonly string[];
  readonly asOf?: string;
  readonly yes?: boolean;
  readonly progress: ProgressFormat;
}

const DEFAULT_PARTS = ['item', 'als'] as const;

export function addTrain(program: Command, context: CommandContext): Command {
  return program
    .command('train')
    .description('learn from what shoppers did, judge it on the last events, and publish it if it beats popularity')
    .addOption(
      new Option('--model <part>', `what to learn (repeatable; default ${DEFAULT_PARTS.join(', ')})`)
        .choices(TRAINABLE)
        .argParser(collect),
    )
    .option('--as-of <time>', 'only events up to then; ages are counted from the newest of them')
    .option('--yes', 'publish also what does not beat popularity')
    .addOption(progressOption())
    .action((flags: TrainFlags) => trainCommand(flags, context));
}

async function trainCommand(flags: TrainFlags, { io, session, exit }: CommandContext): Promise<void> {
  const parts = TRAINABLE.filter((part) => (flags.model ?? DEFAULT_PARTS).includes(part));
  const unknown = (flags.model ?? []).find((part) => !TRAINABLE.some((known) => known === part));
  if (unknown !== undefined)
    throw new VitrineError('usage', `--model ${unknown} is unknown: use one of ${TRAINABLE.join(', ')}.`);
  const asOf = flags.asOf === undefined ? undefined : readMoment('--as-of', flags.asOf, 'end');
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const view = createProgressView(io, flags.progress);
    const catalog = await vitrine.catalog(config.catalog);
    const report = await catalog
      .train({ parts, asOf, yes: flags.yes === true, signal: io.signal, onProgress: view.update })
      .finally(view.stop);
    if (flags.json) printJson(io, report);
    else io.out(renderTraining(report));
    return report.published ? 0 : 1;
  });
  exit(status);
}

function renderTraining(report: TrainReport): string {
  const { events, users, items, pairs, heldOut, published, version, seconds, bytes } = report;
  const judged = heldOut
    ? (['all', 'new'] as const).map((protocol) => {
        const { model, popularity } = heldOut.hits[protocol];
        return `  hit@20 ${protocol}: ${model.mean.toFixed(3)} [${model.low.toFixed(3)}, ${model.high.toFixed(3)}], popularity ${popularity.mean.toFixed(3)}`;
      })
    : [];
  return [
    `${events} events of ${users} shoppers with ${items} items (${pairs} pairs), ${seconds.toFixed(1)} s`,
    ...(heldOut
      ? [`held out: the events from ${new Date(heldOut.from).toISOString()} on, ${heldOut.users} shoppers`]
      : []),
    ...judged,
    ...report.notices.map((notice) => `note: ${notice}`),
    published ? `published as ${version} (${(bytes / 2 ** 20).toFixed(1)} MiB)` : 'not published',
    '',
  ].join('\n');
}
