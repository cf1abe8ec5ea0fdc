import { type Command, Option } from 'commander';
import { readMoment } from '#indexers/moment';
import { createFiles } from '#src/adapters/files/files';
import { type TrainedPart, trainModel } from '#src/cf/train';
import { VitrineError } from '#src/errors';
import { createRecommenders, RECOMMENDERS, type RecommenderName } from '#src/evaluation/recommend/models';
import { evaluateRecommendations, type Recommender } from '#src/evaluation/recommend/protocol';
import { markdownRecommendationReport, plainRecommendationReport } from '#src/evaluation/recommend/report';
import type { CommandContext } from '../context.ts';
import { type Io, printJson } from '../io.ts';
import { collect, collectPairs, progressOption, wholeNumber } from '../options.ts';
import { createProgressView, type ProgressFormat, type ProgressView } from '../progress.ts';
import type { CommonFlags } from '../session.ts';
import { formatOption, mapOption, type SourceFlags, setOption } from '../source-options.ts';
import { writeText } from '../write-text.ts';
import { readItemContent, readSplit, type Split } from './eval-recommend-data.ts';

interface EvalRecommendFlags extends CommonFlags, Pick<SourceFlags, 'format' | 'map' | 'set'> {
  readonly trainUntil: string;
  readonly testFrom?: string;
  readonly testUntil?: string;
  readonly model?: readonly string[];
  readonly items?: string;
  readonly itemMap?: Readonly<Record<string, string>>;
  readonly length: string;
  readonly seed: string;
  readonly report?: string;
  readonly run?: string;
  readonly owned: 'include' | 'exclude';
  readonly progress: ProgressFormat;
}

export function addEvalRecommend(group: Command, context: CommandContext): Command {
  return group
    .command('recommend <source...>')
    .description('how well lists of recommendations foretell what shoppers do next')
    .requiredOption('--train-until <time>', 'learn from the events up to then; a day counts to its end')
    .option('--test-from <time>', 'judge by the events from then on (default: all after the training)')
    .option('--test-until <time>', 'and up to then; a day counts to its end')
    .option('--items <file>', 'table of the items, for models that know what items are like')
    .option(
      '--item-map <field=column>',
      'take a field of an item from a column of another name (repeatable)',
      collectPairs,
    )
    .option('--model <names>', `some of ${RECOMMENDERS.join(', ')} (repeatable; default all but ease)`, collect)
    .option('--length <n>', 'length of the lists, 1 to 1,000', '20')
    .option('--seed <n>', 'another seed trains als from another start', '42')
    .addOption(formatOption())
    .addOption(mapOption())
    .addOption(setOption('give every event a value, e.g. type=purchase'))
    .option('--report <file>', 'write a Markdown report too')
    .option('--run <file>', 'write the lists of the last model as a TREC run too')
    .addOption(
      new Option('--owned <what>', 'what the user owns, in the lists of the run')
        .choices(['include', 'exclude'])
        .default('include'),
    )
    .addOption(progressOption())
    .action((sources: string[], flags: EvalRecommendFlags) => evalRecommendCommand(sources, flags, context));
}

/** Needs no data folder: everything comes from the files that are named. */
async function evalRecommendCommand(
  sources: readonly string[],
  flags: EvalRecommendFlags,
  { io }: CommandContext,
): Promise<void> {
  const names = namesOf(flags.model);
  const depth = wholeNumber('--length', flags.length, 1, 1000);
  const view = createProgressView(io, flags.progress);
  try {
    const split = await load(sources, flags, io);
    const recommenders = trainRecommenders(names, split, wholeNumber('--seed', flags.seed, 0, 2 ** 31 - 1), view);
    const run: string[] = [];
    const wanted = flags.owned === 'exclude' ? 'new' : 'all';
    const evaluation = await evaluateRecommendations(recommenders, split.task, {
      depth,
      onStep: (step) => takeTurn(io, view, step.model),
      onList: ({ protocol, model, user, items }) => {
        if (flags.run === undefined || protocol !== wanted || model !== names.at(-1)) return;
        run.push(...items.map((item, place) => `${user} Q0 ${item} ${place + 1} ${items.length - place} ${model}\n`));
      },
    });
    view.stop();
    if (flags.json) printJson(io, { source: split.facts, ...evaluation });
    else io.out([...split.notes.map((note) => `${note}\n`), '\n', plainRecommendationReport(evaluation)].join(''));
    if (flags.run !== undefined) await writeText(flags.run, run.join(''), io, 'The run');
    if (flags.report !== undefined)
      await writeText(flags.report, markdownRecommendationReport(evaluation, split.notes), io);
  } finally {
    view.stop();
  }
}

async function load(sources: readonly string[], flags: EvalRecommendFlags, io: Io): Promise<Split> {
  const trainUntil = readMoment('--train-until', flags.trainUntil, 'end');
  const testFrom = flags.testFrom === undefined ? trainUntil + 1 : readMoment('--test-from', flags.testFrom, 'start');
  if (testFrom <= trainUntil)
    throw new VitrineError(
      'usage',
      `--test-from ${flags.testFrom} is in the training, which ends at ${flags.trainUntil}.`,
    );
  const testUntil = flags.testUntil === undefined ? Infinity : readMoment('--test-until', flags.testUntil, 'end');
  const files = createFiles({ cwd: io.cwd, input: io.input });
  const content =
    flags.items === undefined ? undefined : await readItemContent(flags.items, flags.itemMap ?? {}, files);
  const { format, map = {}, set = {} } = flags;
  return readSplit(sources, {
    files,
    cwd: io.cwd,
    format,
    map,
    set,
    trainUntil,
    testFrom,
    testUntil,
    content,
    signal: io.signal,
  });
}

function trainRecommenders(
  names: readonly RecommenderName[],
  { interactions, content }: Split,
  seed: number,
  view: ProgressView,
): Recommender[] {
  const needs: Record<TrainedPart, readonly RecommenderName[]> = {
    popularity: [],
    item: ['item', 'for-you'],
    als: ['als', 'als-fold-in', 'for-you'],
    ease: ['ease'],
  };
  const parts = (['item', 'als', 'ease'] as const).filter((part) => needs[part].some((name) => names.includes(name)));
  const model = trainModel(interactions, {
    parts,
    als: { seed },
    ...(content && { content: (id) => content.get(id) }),
    onStep: (step) => view.update({ phase: `training ${step}`, done: 0 }),
  });
  return createRecommenders(names, model, interactions);
}

function namesOf(values: readonly string[] | undefined): readonly RecommenderName[] {
  const names = values?.flatMap((value) => value.split(',')).map((name) => name.trim());
  if (names === undefined) return RECOMMENDERS.filter((name) => name !== 'ease');
  return names.map((name) => {
    const known = RECOMMENDERS.find((one) => one === name);
    if (known === undefined)
      throw new VitrineError('usage', `--model ${name} is unknown: use some of ${RECOMMENDERS.join(', ')}.`);
    return known;
  });
}

/** Shows progress and lets a Ctrl-C be heard between two models. */
async function takeTurn(io: Io, view: ProgressView, model: string): Promise<void> {
  view.update({ phase: `evaluating ${model}`, done: 0 });
  await new Promise((resolved) => setImmediate(resolved));
  if (io.signal.aborted)
    throw new VitrineError('interrupted', `Interrupted while evaluating ${model}. Run the same command again.`);
}
