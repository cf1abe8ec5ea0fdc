import type { Command } from 'commander';
import { watchSources } from '#src/adapters/files/watch';
import type { Vitrine } from '#src/compose/vitrine';
import { isWebAddress } from '#src/domain/web-address';
import { asVitrineError, VitrineError } from '#src/errors';
import type { CommandContext } from '../context.ts';
import { addIndexOptions, type IndexFlags, indexOptionsOf } from '../index-options.ts';
import type { Io } from '../io.ts';
import { createProgressView } from '../progress.ts';
import { renderReport } from '../report.ts';
import { checkReportFile, writeReport } from '../report-file.ts';

export function addWatch(program: Command, context: CommandContext): Command {
  const command = program
    .command('watch <source...>')
    .description('index, and again whenever a file, folder or what matches a pattern changes (Ctrl-C ends it)');
  return addIndexOptions(command).action((sources: string[], flags: IndexFlags) =>
    watchCommand(sources, flags, context),
  );
}

async function watchCommand(
  sources: readonly string[],
  flags: IndexFlags,
  { io, session, exit }: CommandContext,
): Promise<void> {
  const fixed = sources.find((source) => source === '-' || isWebAddress(source));
  if (fixed !== undefined)
    throw new VitrineError('usage', `${fixed} cannot be watched: give files, or run vitrine index from time to time.`);
  checkReportFile(flags.report);
  const config = session.config({ ...flags });
  exit(await session.use(config, (vitrine) => follow(vitrine, sources, flags, config.catalog, io), { begins: true }));
}

/** The first run may fail as `index` does; later ones are told of, and the next change is waited for. */
async function follow(
  vitrine: Vitrine,
  sources: readonly string[],
  flags: IndexFlags,
  catalog: string,
  io: Io,
): Promise<number> {
  const options = indexOptionsOf(sources, flags, catalog, io);
  let runs = 0;
  for await (const _ of watchSources({ sources, cwd: io.cwd, signal: io.signal })) {
    const view = createProgressView(io, flags.progress);
    try {
      const report = await vitrine.index({ ...options, onProgress: view.update }).finally(view.stop);
      io.out(flags.json ? `${JSON.stringify(report)}\n` : renderReport(report));
      if (flags.report !== undefined) await writeReport(flags.report, { report, ...options }, io);
    } catch (error) {
      if (runs === 0) throw error;
      io.err(`vitrine: ${asVitrineError(error).message.replaceAll('\n', ' ')} Waiting for the next change.\n`);
    }
    if (++runs === 1 && !io.signal.aborted) io.err('Watching for changes (Ctrl-C ends it)\n');
  }
  return 0;
}
