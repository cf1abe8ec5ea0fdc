import type { Command } from 'commander';
import { readFeatures } from '#indexers/ratings/read-features';
import { type RatingsRead, readRatings } from '#indexers/ratings/read-ratings';
import { openSource } from '#indexers/sources/open';
import type { Format } from '#indexers/sources/options';
import { createFiles } from '#src/adapters/files/files';
import { type ItemFeatures, itemFeatures, noFeatures } from '#src/cf/ratings/features';
import { createRatingTableBuilder, type RatingTable } from '#src/cf/ratings/table';
import { VitrineError } from '#src/errors';
import { evaluateRatings } from '#src/evaluation/ratings/evaluate';
import { htmlReport, markdownReport, plainReport } from '#src/evaluation/ratings/report';
import type { Files } from '#src/ports/files';
import type { CommandContext } from '../context.ts';
import { type Io, printJson } from '../io.ts';
import { collect, progressOption, wholeNumber } from '../options.ts';
import { createProgressView, type ProgressFormat, type ProgressView } from '../progress.ts';
import type { CommonFlags } from '../session.ts';
import { formatOption, mapOption, type SourceFlags } from '../source-options.ts';
import { writeText } from '../write-text.ts';
import { modelsOf, scaleOf } from './eval-ratings-flags.ts';

interface EvalRatingsFlags extends CommonFlags, Pick<SourceFlags, 'format' | 'map'> {
  readonly folds: string;
  readonly seed: string;
  readonly model?: readonly string[];
  readonly items?: string;
  readonly scale: string;
  readonly report?: string;
  readonly progress: ProgressFormat;
}

export function addEvalRatings(group: Command, context: CommandContext): Command {
  return group
    .command('ratings <source>')
    .description('how well models predict explicit ratings, by cross-validation')
    .option('--folds <n>', 'parts that the ratings are divided into, 2 to 100', '5')
    .option('--seed <n>', 'another seed divides them another way', '42')
    .option('--model <names>', 'models to evaluate, by commas (repeatable; default all)', collect)
    .option('--items <file>', 'table of the items, for models that know them by their features')
    .option('--scale <min..max>', 'lowest and highest rating', '1..5')
    .addOption(formatOption())
    .addOption(mapOption())
    .option('--report <file>', 'write a report too: HTML when the name ends so, else Markdown')
    .addOption(progressOption())
    .action((source: string, flags: EvalRatingsFlags) => evalRatingsCommand(source, flags, context));
}

/** Needs no data folder: everything comes from the files that are named. */
async function evalRatingsCommand(source: string, flags: EvalRatingsFlags, { io }: CommandContext): Promise<void> {
  const { format, report, items, map = {} } = flags;
  const folds = wholeNumber('--folds', flags.folds, 2, 100);
  const seed = wholeNumber('--seed', flags.seed, 0, 2 ** 32 - 1);
  const models = modelsOf(flags.model);
  const scale = scaleOf(flags.scale);
  const files = createFiles({ cwd: io.cwd, input: io.input });
  const view = createProgressView(io, flags.progress);
  try {
    const { table, read } = await loadRatings(source, { files, format, map, scale, io, view });
    const features = items === undefined ? noFeatures(table.items.length) : await loadFeatures(items, table, files);
    const evaluation = await evaluateRatings(table, {
      folds,
      seed,
      models,
      features,
      now: () => performance.now(),
      onStep: (step) => takeTurn(io, view, { phase: 'evaluating', ...step }),
    });
    view.stop();
    const notes = notesOf(read, table.repeats);
    if (flags.json) printJson(io, { source: { ...read, repeats: table.repeats }, ...evaluation });
    else io.out([...notes.map((note) => `note: ${note}\n`), plainReport(evaluation)].join(''));
    if (report !== undefined) {
      const isPage = /\.html?$/iu.test(report);
      await writeText(report, isPage ? htmlReport(evaluation, notes) : markdownReport(evaluation, notes), io);
    }
  } finally {
    view.stop();
  }
}

interface LoadOptions {
  readonly files: Files;
  readonly format: Format;
  readonly map: Readonly<Record<string, string>>;
  readonly scale: RatingTable['scale'];
  readonly io: Io;
  readonly view: ProgressView;
}

async function loadRatings(
  path: string,
  { files, format, map, scale, io, view }: LoadOptions,
): Promise<{ table: RatingTable; read: RatingsRead }> {
  const builder = createRatingTableBuilder(scale);
  const source = await openSource(path, format, files);
  try {
    const onRead = (done: number): Promise<void> => takeTurn(io, view, { phase: 'reading ratings', done });
    const read = await readRatings(source, { map, take: builder.add, onRead });
    const table = builder.build();
    for (const [ids, what] of [[table.users, 'user'] as const, [table.items, 'item'] as const])
      if (ids.length === 1)
        throw new VitrineError(
          'source_invalid',
          `All ${read.used} ratings of ${source.name} have the same ${what} ("${ids[0]}"): nothing can be learned from ` +
            `them. Check which column is the ${what} (--map ${what}=COLUMN).`,
        );
    return { table, read };
  } finally {
    await source.close();
  }
}

async function loadFeatures(path: string, table: RatingTable, files: Files): Promise<ItemFeatures> {
  const source = await openSource(path, 'auto', files);
  try {
    const byItem = await readFeatures(source, {});
    const own = table.items.map((id) => byItem.get(id) ?? []);
    if (own.every((features) => features.length === 0))
      throw new VitrineError(
        'source_invalid',
        `${source.name} says nothing of any item that is rated (${table.items.slice(0, 3).join(', ')}, …). Give the table of these items.`,
      );
    return itemFeatures(own);
  } finally {
    await source.close();
  }
}

/** Shows progress and lets a Ctrl-C be heard between two pieces of work. */
async function takeTurn(io: Io, view: ProgressView, progress: Parameters<ProgressView['update']>[0]): Promise<void> {
  view.update(progress);
  await new Promise((resolved) => setImmediate(resolved));
  if (io.signal.aborted)
    throw new VitrineError('interrupted', `Interrupted while ${progress.phase}. Run the same command again.`);
}

/** What was wrong with the source, if anything was. */
function notesOf({ read, skipped }: RatingsRead, repeats: number): string[] {
  const faults = skipped.map(
    ({ reason, count, examples }) => `${count} of ${read} rows skipped: ${reason} (${examples.join('; ')})`,
  );
  return repeats === 0 ? faults : [...faults, `${repeats} repeated ratings of a user for an item: the last one counts`];
}
