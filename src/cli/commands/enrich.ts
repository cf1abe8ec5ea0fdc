import type { Command } from 'commander';
import { createFiles } from '#src/adapters/files/files';
import type { Catalog } from '#src/compose/vitrine';
import type { CommandContext } from '../context.ts';
import { type Io, printJson } from '../io.ts';
import { lines } from '../lines.ts';
import { progressOption, wholeNumber } from '../options.ts';
import { createProgressView, type ProgressFormat } from '../progress.ts';
import { renderEnrichment, renderGroup } from '../report.ts';
import type { CommonFlags } from '../session.ts';

interface EnrichFlags extends CommonFlags {
  readonly import?: string;
  readonly limit: string;
  readonly yes?: boolean;
  readonly progress: ProgressFormat;
}

/** More items than any catalog has. */
const ALL = 1_000_000_000;

export function addEnrich(program: Command, context: CommandContext): Command {
  return program
    .command('enrich')
    .description('let a language model add what the feed leaves out: attributes, synonyms, alt text')
    .option('--import <file>', 'JSONL of answers made elsewhere: {id, attributes, synonyms, alt_text}')
    .option('--limit <n>', 'ask about so many items at most', String(ALL))
    .option('--yes', 'go on after the estimate of what that costs')
    .addOption(progressOption())
    .action((flags: EnrichFlags) => enrichCommand(flags, context));
}

async function enrichCommand(flags: EnrichFlags, { io, session, exit }: CommandContext): Promise<void> {
  const limit = wholeNumber('--limit', flags.limit, 1, ALL);
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const catalog = await vitrine.catalog(config.catalog);
    return flags.import === undefined ? ask(catalog, limit, flags, io) : importFile(catalog, flags.import, flags, io);
  });
  exit(status);
}

async function importFile({ enrichment }: Catalog, file: string, flags: EnrichFlags, io: Io): Promise<number> {
  const source = await createFiles({ cwd: io.cwd, input: io.input }).source(file);
  const report = await enrichment.import(lines(source.open()));
  if (flags.json) printJson(io, report);
  else io.out(`${report.read} read: ${report.imported} imported\n${renderGroups('skipped', report.skipped)}`);
  return 0;
}

async function ask({ enrichment }: Catalog, limit: number, flags: EnrichFlags, io: Io): Promise<number> {
  const plan = await enrichment.plan(limit);
  const { items, known, toAsk, tokens } = plan;
  const isMeant = flags.yes === true;
  if (!flags.json || isMeant) {
    io.err(`${items} items, ${known} known already or left out: ${toAsk} to ask about, about ${tokens} tokens\n`);
    if (!isMeant && toAsk > 0) io.err('Nothing was asked: --yes does.\n');
  }
  if (!isMeant) {
    if (flags.json) printJson(io, plan);
    return 0;
  }
  const view = createProgressView(io, flags.progress);
  const onProgress = (done: number) => view.update({ phase: 'asking', done, total: toAsk });
  const report = await enrichment.run({ limit, signal: io.signal, onProgress }).finally(view.stop);
  if (flags.json) printJson(io, { ...plan, ...report });
  else io.out(`${renderEnrichment(report)}\n${renderGroups('failed', report.failed)}`);
  if (report.interrupted) io.err('Interrupted: the same command goes on from here.\n');
  return report.answered === report.asked && !report.interrupted ? 0 : 1;
}

function renderGroups(what: string, groups: readonly Parameters<typeof renderGroup>[0][]): string {
  return groups.map((group) => `  ${what} ${renderGroup(group)}\n`).join('');
}
