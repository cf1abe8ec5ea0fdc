import type { Command } from 'commander';
import { parseSimilarRequest } from '#src/search/list-request';
import type { CommandContext } from '../context.ts';
import { printJson } from '../io.ts';
import { type ArrangingFlags, addArrangingOptions, addListOptions, fromFlags } from '../options.ts';
import { renderHits } from '../render.ts';
import type { CommonFlags } from '../session.ts';

interface SimilarFlags extends CommonFlags, ArrangingFlags {
  readonly filter?: readonly string[];
  readonly limit?: string;
  readonly by?: string;
  readonly explain?: boolean;
  readonly group?: boolean;
}

export function addSimilar(program: Command, context: CommandContext): Command {
  return addArrangingOptions(
    addListOptions(
      program
        .command('similar <id>')
        .description('items like one item, by its text and pictures, or by what shoppers do'),
    ),
  )
    .option('--group', 'show one variant of each product')
    .option('--by <what>', 'content, behaviour or both (default content)')
    .action((id: string, flags: SimilarFlags) => similarCommand(id, flags, context));
}

async function similarCommand(id: string, flags: SimilarFlags, { io, session, exit }: CommandContext): Promise<void> {
  const { filter, limit, explain, by, group, diversity, cap, popularityDiscount } = flags;
  const asked = { filter, limit, explain, by, group, diversity, cap, popularityDiscount };
  const request = { id, ...fromFlags(() => parseSimilarRequest(asked)) };
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
