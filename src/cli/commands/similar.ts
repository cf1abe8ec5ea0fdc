import type { Command } from 'commander';
import { listLimit } from '#src/search/request';
import { printJson } from '../io.ts';
import { addListOptions, filtersOf, fromFlags } from '../options.ts';
import type { CommandContext } from '../program.ts';
import { renderHits } from '../render.ts';
import type { CommonFlags } from '../session.ts';

interface SimilarFlags extends CommonFlags {
  readonly filter?: readonly string[];
  readonly limit?: string;
  readonly explain?: boolean;
}

export function addSimilar(program: Command, context: CommandContext): Command {
  return addListOptions(
    program.command('similar <id>').description('items like one item, by its text and pictures'),
  ).action((id: string, flags: SimilarFlags) => similarCommand(id, flags, context));
}

async function similarCommand(id: string, flags: SimilarFlags, { io, session, exit }: CommandContext): Promise<void> {
  const request = fromFlags(() => ({
    id,
    filter: filtersOf(flags.filter),
    limit: listLimit(flags.limit),
    explain: flags.explain === true,
  }));
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const list = await (await vitrine.catalog(config.catalog)).similar(request);
    if (flags.json) printJson(io, list);
    else
      io.out(
        [...list.notices.map((notice) => `note: ${notice}`), ...renderHits(list.hits, request.explain), ''].join('\n'),
      );
    return 0;
  });
  exit(status);
}
