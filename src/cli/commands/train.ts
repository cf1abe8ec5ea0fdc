import { type Command, Option } from 'commander';
import { readMoment } from '#indexers/moment';
import type { ImportedCounts, ImportOptions } from '#src/compose/training/imported';
import { TRAINABLE, TRAINED, type TrainReport } from '#src/compose/training/train';
import type { Catalog } from '#src/compose/vitrine';
import { VitrineError } from '#src/errors';
import type { CommandContext } from '../context.ts';
import { type Io, printJson } from '../io.ts';
import { collect, collectPairs, progressOption } from '../options.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import type { CommonFlags } from '../session.ts';

interface TrainFlags extends CommonFlags {
  readonly model?: readonly string[];
  readonly asOf?: string;
  readonly yes?: boolean;
  readonly import?: readonly string[];
  readonly map?: Readonly<Record<string, string>>;
  readonly regularisation?: string;
  readonly confidence?: string;
  readonly refresh?: boolean;
  readonly rollback?: boolean;
  readonly progress: ProgressFormat;
}

export function addTrain(program: Command, context: CommandContext): Command {
  return program
    .command('train')
    .description('learn from what shoppers did, judge it on the last events, and publish it if it beats popularity')
    .addOption(
      new Option('--model <part>', `what to learn (repeatable; default ${TRAINED.train.join(', ')})`)
        .choices(TRAINABLE)
        .argParser(collect),
    )
    .option('--as-of <time>', 'only events up to then; ages are counted from the newest of them')
    .option('--yes', 'publish also what does not beat popularity')
    .option(
      '--import <source>',
      'factors trained elsewhere, in place of ALS: [items=|users=]SOURCE (repeatable)',
      collect,
    )
    .option('--map <field=column>', 'take kind, id or vector of factors from a column of another name', collectPairs)
    .option('--regularisation <n>', 'λ that imported factors were trained with (default 1)')
    .option('--confidence <n>', 'α that imported factors were trained with (default 100)')
    .option('--refresh', 'only popularity and --model (default item) anew; ALS and the rest of the live model are kept')
    .option('--rollback', 'go back to the model before')
    .addOption(progressOption())
    .action((flags: TrainFlags) => trainCommand(flags, context));
}

async function trainCommand(flags: TrainFlags, { io, session, exit }: CommandContext): Promise<void> {
  const wanted: readonly string[] = flags.model ?? TRAINED[flags.refresh ? 'refresh' : 'train'];
  const parts = TRAINABLE.filter((part) => wanted.includes(part));
  const unknown = (flags.model ?? []).find((part) => !TRAINABLE.some((known) => known === part));
  if (unknown !== undefined)
    throw new VitrineError('usage', `--model ${unknown} is unknown: use one of ${TRAINABLE.join(', ')}.`);
  const asOf = flags.asOf === undefined ? undefined : readMoment('--as-of', flags.asOf, 'end');
  const imports = importsOf(flags);
  if (flags.rollback && (imports || asOf !== undefined || flags.model || flags.refresh))
    throw new VitrineError('usage', '--rollback goes back to the model before and takes no other flag of train.');
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const catalog = await vitrine.catalog(config.catalog);
    if (flags.rollback) return rollBack(catalog, flags, io);
    const view = createProgressView(io, flags.progress);
    const report = await catalog
      .train({
        ...{ parts, asOf, yes: flags.yes === true, signal: io.signal, onProgress: view.update },
        refresh: flags.refresh === true,
        imports: imports && { ...imports, cwd: io.cwd, input: io.input },
      })
      .finally(view.stop);
    if (flags.json) printJson(io, report);
    else io.out(renderTraining(report));
    return report.published ? 0 : 1;
  });
  exit(status);
}

async function rollBack(catalog: Catalog, flags: TrainFlags, io: Io): Promise<number> {
  const rolledBack = await catalog.rollBackModel();
  if (flags.json) printJson(io, rolledBack);
  else io.out(`live again: the model ${rolledBack.live}; ${rolledBack.previous} is kept as the one before\n`);
  return 0;
}

/** Factors to import, if any; the source of one kind is named as `items=SOURCE`. Throws `usage`. */
function importsOf(flags: TrainFlags): Omit<ImportOptions, 'cwd' | 'input'> | undefined {
  const { map = {}, regularisation, confidence } = flags;
  const [lambda, alpha] = [numberOf('--regularisation', regularisation), numberOf('--confidence', confidence)];
  if (flags.import === undefined) {
    if (flags.map !== undefined || lambda !== undefined || alpha !== undefined)
      throw new VitrineError('usage', '--map, --regularisation and --confidence say more of --import SOURCE: give it.');
    return undefined;
  }
  const sources = flags.import.map((text) => {
    const [, kind, source = text] = /^(items|users)=(.+)$/su.exec(text) ?? [];
    return { source, kind: kind === 'items' ? ('item' as const) : kind === 'users' ? ('user' as const) : undefined };
  });
  return { sources, map, regularisation: lambda, confidence: alpha };
}

function numberOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number > 0 && number < Infinity)) throw new VitrineError('usage', `${flag} ${text}: use a number above 0.`);
  return number;
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
    ...(report.imported ? [renderImport(report.imported)] : []),
    ...report.notices.map((notice) => `note: ${notice}`),
    published ? `published as ${version} (${(bytes / 2 ** 20).toFixed(1)} MiB)` : 'not published',
    '',
  ].join('\n');
}

function renderImport({ factors, items, users, unknownItems, unknownUsers, itemsWithout }: ImportedCounts): string {
  const unknown = `${unknownItems} of the items and ${unknownUsers} of the users are not known here`;
  return `imported: ${factors} factors of ${items} items and ${users} users; ${unknown}, ${itemsWithout} items of the catalog have none`;
}
