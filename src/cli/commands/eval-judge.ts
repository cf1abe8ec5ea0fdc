import type { Command } from 'commander';
import type { CatalogJudging, FoundItems } from '#src/compose/judging';
import type { Catalog } from '#src/compose/vitrine';
import { type Agreement, agreementOf } from '#src/evaluation/judge/agreement';
import { plainTable } from '#src/evaluation/table';
import type { CommandContext } from '../context.ts';
import { type Io, printJson } from '../io.ts';
import { progressOption, wholeNumber } from '../options.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import { renderGroup } from '../report.ts';
import type { CommonFlags } from '../session.ts';
import { writeText } from '../write-text.ts';
import { type RunQuery, readId, readQrels, readRun } from './eval-judge-files.ts';

interface EvalJudgeFlags extends CommonFlags {
  readonly queries: string;
  readonly run: string;
  readonly out: string;
  readonly qrels?: string;
  readonly depth: string;
  readonly yes?: boolean;
  readonly progress: ProgressFormat;
}

export function addEvalJudge(group: Command, context: CommandContext): Command {
  return group
    .command('judge')
    .description('let a language model grade found items, 0 to 3, for evaluation')
    .requiredOption('--queries <file>', 'JSONL of {qid, text}')
    .requiredOption('--run <file>', 'the items found for them, a TREC run')
    .requiredOption('--out <file>', 'where to write the grades: qid 0 id grade')
    .option('--qrels <file>', 'grades by people, to say how far the model agrees with them')
    .option('--depth <n>', 'grade the first n items of each query', '20')
    .option('--yes', 'go on after the estimate of what that costs')
    .addOption(progressOption())
    .action((flags: EvalJudgeFlags) => evalJudgeCommand(flags, context));
}

async function evalJudgeCommand(flags: EvalJudgeFlags, { io, session, exit }: CommandContext): Promise<void> {
  const depth = wholeNumber('--depth', flags.depth, 1, 1000);
  const config = session.config({ ...flags });
  const queries = await readRun({ ...flags, depth }, io);
  const people = flags.qrels === undefined ? undefined : await readQrels(flags.qrels, io);
  const status = await session.use(config, async (vitrine) =>
    judge(await vitrine.catalog(config.catalog), queries, people, flags, io),
  );
  exit(status);
}

type Qrels = Awaited<ReturnType<typeof readQrels>>;

async function judge(
  { judging }: Catalog,
  queries: readonly RunQuery[],
  people: Qrels | undefined,
  flags: EvalJudgeFlags,
  io: Io,
): Promise<number> {
  const found = queries.map(({ text, ids }) => ({ query: text, ids: ids.map(readId) }));
  const plan = await judging.plan(found);
  const { pairs, known, missing, toAsk, tokens } = plan;
  const isMeant = flags.yes === true || toAsk === 0;
  if (!flags.json || isMeant) {
    const gone = missing > 0 ? `, ${missing} of items that are not there` : '';
    io.err(`${pairs} pairs, ${known} graded already${gone}: ${toAsk} to grade, about ${tokens} tokens\n`);
    if (!isMeant) io.err('Nothing was asked: --yes does.\n');
  }
  if (!isMeant) {
    if (flags.json) printJson(io, plan);
    return 0;
  }
  const asked = toAsk === 0 ? undefined : await ask(judging, found, flags, io);
  const grades = await judging.grades(found);
  const graded = queries.flatMap(({ qid, ids }, at) =>
    ids.flatMap((id, place) => {
      const grade = grades[at]![place];
      return grade === undefined ? [] : [{ qid, id, grade }];
    }),
  );
  await writeText(
    flags.out,
    graded.map(({ qid, id, grade }) => `${qid} 0 ${id} ${grade}\n`).join(''),
    io,
    'The grades',
  );
  const both = graded.flatMap(({ qid, id, grade }) => {
    const other = people?.get(qid)?.get(id);
    return other === undefined ? [] : [[grade, other] as const];
  });
  const agreement = people && (agreementOf(both) ?? null);
  if (flags.json) printJson(io, { ...plan, ...asked, graded: graded.length, ...(people && { agreement }) });
  else
    io.out(
      `${graded.length} grades written to ${flags.out}\n${renderFailed(asked)}${people ? renderAgreement(agreement) : ''}`,
    );
  if (asked?.interrupted) io.err('Interrupted: the same command goes on from here.\n');
  return graded.length === pairs - missing ? 0 : 1;
}

async function ask(judging: CatalogJudging, found: readonly FoundItems[], flags: EvalJudgeFlags, io: Io) {
  const view = createProgressView(io, flags.progress);
  const onProgress = (done: number, total: number) => view.update({ phase: 'asking', done, total });
  return judging.run(found, { signal: io.signal, onProgress }).finally(view.stop);
}

function renderFailed(asked: Awaited<ReturnType<typeof ask>> | undefined): string {
  return (asked?.failed ?? []).map((group) => `  failed ${renderGroup(group)}\n`).join('');
}

function renderAgreement(agreement: Agreement | null | undefined): string {
  if (!agreement) return 'No pair has a grade by both.\n';
  const { pairs, equal, kappa, weightedKappa, confusion } = agreement;
  const head = ['model \\ people', ...confusion.map((_, grade) => String(grade))];
  const rows = confusion.map((row, grade) => [String(grade), ...row.map(String)]);
  const figures = `kappa ${kappa.toFixed(3)}, with quadratic weights ${weightedKappa.toFixed(3)}`;
  return `${pairs} pairs graded by both: ${(equal * 100).toFixed(1)} % equal, ${figures}\n${plainTable({ head, rows })}`;
}
