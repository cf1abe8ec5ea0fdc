import type { Command } from 'commander';
import { createFiles } from '#src/adapters/files/files';
import type { Vitrine } from '#src/compose/vitrine';
import { VitrineError } from '#src/errors';
import type { CommandContext } from '../context.ts';
import { type Io, printJson } from '../io.ts';
import { lines } from '../lines.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import { renderGroup } from '../report.ts';
import type { CommonFlags } from '../session.ts';

interface RewriteFlags extends CommonFlags {
  readonly import?: string;
  readonly queries?: string;
  readonly yes?: boolean;
  readonly progress: ProgressFormat;
}

export function addRewrite(program: Command, context: CommandContext): Command {
  return program
    .command('rewrite')
    .description('answers of a language model for queries, before shoppers ask')
    .option('--import <file>', 'JSONL of answers made elsewhere: {query, expansions, hypothetical_titles, …}')
    .option('--queries <file>', 'ask the model about these: a text a line, or JSONL of {query} or {text}')
    .option('--yes', 'go on after the estimate of what that costs')
    .option('--progress <form>', 'auto, json or none', 'auto')
    .action((flags: RewriteFlags) => rewriteCommand(flags, context));
}

async function rewriteCommand(flags: RewriteFlags, { io, session, exit }: CommandContext): Promise<void> {
  if ((flags.import === undefined) === (flags.queries === undefined))
    throw new VitrineError('usage', 'rewrite needs either --import FILE or --queries FILE.');
  const config = session.config({ ...flags });
  const { catalog } = config;
  const status = await session.use(config, (vitrine) =>
    flags.import === undefined
      ? ask(vitrine, catalog, flags.queries!, flags, io)
      : importFile(vitrine, catalog, flags.import, flags, io),
  );
  exit(status);
}

async function importFile(
  vitrine: Vitrine,
  catalog: string,
  file: string,
  flags: RewriteFlags,
  io: Io,
): Promise<number> {
  await vitrine.catalog(catalog);
  const report = await vitrine.language.importAnswers(catalog, await linesOf(file, io));
  if (flags.json) printJson(io, report);
  else io.out(`${report.read} read: ${report.imported} answers imported\n${renderGroups('skipped', report.skipped)}`);
  return 0;
}

async function ask(vitrine: Vitrine, catalog: string, file: string, flags: RewriteFlags, io: Io): Promise<number> {
  await vitrine.catalog(catalog);
  const { toAsk, ...plan } = await vitrine.language.plan(catalog, await readQueries(file, io));
  const estimate = { ...plan, toAsk: toAsk.length };
  const isMeant = flags.yes === true && toAsk.length > 0;
  if (!flags.json || isMeant) io.err(renderPlan(estimate, flags.yes === true));
  if (!isMeant) {
    if (flags.json) printJson(io, estimate);
    return 0;
  }
  const view = createProgressView(io, flags.progress);
  const onProgress = (done: number, total: number) => view.update({ phase: 'asking', done, total });
  const report = await vitrine.language.fill(catalog, toAsk, { signal: io.signal, onProgress }).finally(view.stop);
  if (flags.json) printJson(io, { ...estimate, ...report });
  else io.out(`${report.answered} of ${toAsk.length} answered\n${renderGroups('failed', report.failed)}`);
  if (report.interrupted) io.err('Interrupted: the same command goes on from here.\n');
  return report.answered === toAsk.length ? 0 : 1;
}

function renderPlan(
  { queries, known, toAsk, tokens }: { queries: number; known: number; toAsk: number; tokens: number },
  isMeant: boolean,
): string {
  const cost = `${queries} queries, ${known} answered already: ${toAsk} to ask, about ${tokens} tokens`;
  return `${cost}\n${isMeant || toAsk === 0 ? '' : 'Nothing was asked: --yes does.\n'}`;
}

function renderGroups(what: string, groups: readonly Parameters<typeof renderGroup>[0][]): string {
  return groups.map((group) => `  ${what} ${renderGroup(group)}\n`).join('');
}

async function linesOf(file: string, io: Io) {
  const source = await createFiles({ cwd: io.cwd, input: io.input }).source(file);
  return lines(source.open());
}

async function readQueries(file: string, io: Io): Promise<string[]> {
  const queries: string[] = [];
  for await (const { line, number } of await linesOf(file, io)) queries.push(queryOf(line, number, file));
  return queries;
}

function queryOf(line: string, number: number, file: string): string {
  if (!line.trimStart().startsWith('{')) return line;
  try {
    const row: { query?: unknown; text?: unknown } = JSON.parse(line);
    const query = row.query ?? row.text;
    if (typeof query === 'string') return query;
  } catch {
    // Said below.
  }
  throw new VitrineError('source_invalid', `Line ${number} of "${file}" has no query: write a text, or {"query": …}.`);
}
