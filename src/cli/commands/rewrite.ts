import type { Command } from 'commander';
import { createFiles } from '#src/adapters/files/files';
import { VitrineError } from '#src/errors';
import { printJson } from '../io.ts';
import { lines } from '../lines.ts';
import type { CommandContext } from '../program.ts';
import { renderGroup } from '../report.ts';
import type { CommonFlags } from '../session.ts';

interface RewriteFlags extends CommonFlags {
  readonly import?: string;
}

export function addRewrite(program: Command, context: CommandContext): Command {
  return program
    .command('rewrite')
    .description('language model answers for queries, before shoppers ask')
    .option('--import <file>', 'JSONL of answers made elsewhere: {query, expansions, hypothetical_titles, …}')
    .action((flags: RewriteFlags) => rewriteCommand(flags, context));
}

async function rewriteCommand(flags: RewriteFlags, { io, session, exit }: CommandContext): Promise<void> {
  const file = flags.import;
  if (file === undefined) throw new VitrineError('usage', 'rewrite needs --import FILE.');
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const source = await createFiles({ cwd: io.cwd, input: io.input }).source(file);
    const report = await vitrine.language.importAnswers(config.catalog, lines(source.open()));
    if (flags.json) printJson(io, report);
    else {
      const skipped = report.skipped.map((group) => `  skipped ${renderGroup(group)}\n`).join('');
      io.out(`${report.read} read: ${report.imported} answers imported\n${skipped}`);
    }
    return 0;
  });
  exit(status);
}
