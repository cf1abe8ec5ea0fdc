import type { Command } from 'commander';
import type { ReindexReport } from '#src/compose/reindexing';
import { VitrineError } from '#src/errors';
import type { CommandContext } from '../context.ts';
import { addIndexOptions, type IndexFlags, indexOptionsOf } from '../index-options.ts';
import { printJson } from '../io.ts';
import { createProgressView } from '../progress.ts';
import { renderEnrichment, renderReport } from '../report.ts';
import { checkReportFile, writeReport } from '../report-file.ts';

interface ReindexFlags extends IndexFlags {
  readonly rollback?: boolean;
}

export function addReindex(program: Command, context: CommandContext): Command {
  const command = program
    .command('reindex [source...]')
    .description(
      'build the index anew beside the live one, from sources or the items of record, compare, and change over in one step',
    )
    .option('--rollback', 'go back to the index before')
    .option('--check', 'build and compare, but do not change over');
  return addIndexOptions(command).action((sources: string[], flags: ReindexFlags) =>
    reindexCommand(sources, flags, context),
  );
}

async function reindexCommand(
  sources: readonly string[],
  flags: ReindexFlags,
  { io, session, exit }: CommandContext,
): Promise<void> {
  if (flags.rollback && sources.length > 0)
    throw new VitrineError('usage', `--rollback goes back to the index before and takes no source (${sources[0]}).`);
  checkReportFile(flags.report);
  const config = session.config({ ...flags });
  const { catalog } = config;
  const source = indexOptionsOf(sources, flags, catalog, io);
  const status = await session.use(config, async (vitrine) => {
    const view = createProgressView(io, flags.progress);
    const options = {
      catalog,
      rollback: flags.rollback === true,
      check: flags.check === true,
      yes: flags.yes === true,
      signal: io.signal,
      onProgress: view.update,
      ...(source.enrich && { enrich: source.enrich }),
      ...(sources.length > 0 && { source: { ...source, onProgress: view.update } }),
    };
    const report = await vitrine.reindex(options).finally(view.stop);
    if (flags.report !== undefined && report.source)
      await writeReport(flags.report, { report: report.source, catalog, sources }, io);
    if (flags.json) printJson(io, report);
    else io.out(renderReindex(report));
    return 0;
  });
  exit(status);
}

function renderReindex(report: ReindexReport): string {
  const { items, generation, before, switched, seconds, check, source, enrichment, notices = [] } = report;
  const from = before === null ? '' : ` (before: ${before})`;
  const end = switched
    ? `${items} items in generation ${generation}${from}, live after ${seconds.toFixed(1)} s`
    : `${check?.items ?? items} items in generation ${generation}, built in ${seconds.toFixed(1)} s; ${before ?? 'nothing'} stays live`;
  return [
    ...(source ? [renderReport(source).trimEnd()] : []),
    end,
    ...(check ? renderCheck(check) : []),
    ...(enrichment ? [renderEnrichment(enrichment)] : []),
    ...notices.map((notice) => `note: ${notice}`),
    '',
  ].join('\n');
}

function renderCheck({ queries, empty, latencyMs, live, doubts }: NonNullable<ReindexReport['check']>): string[] {
  const now = `${queries} sample queries: ${empty} without results, ${latencyMs.toFixed(0)} ms (p95)`;
  const compared = live
    ? `; the live one: ${live.empty}, ${live.latencyMs.toFixed(0)} ms, ${(100 * live.overlap).toFixed(0)} % of the first hits in common`
    : '';
  return [`${now}${compared}`, ...doubts.map((doubt) => `note: ${doubt}`)];
}
