import type { Command } from 'commander';
import { isWebAddress } from '#src/domain/web-address';
import { VitrineError } from '#src/errors';
import { parseSearchRequest } from '#src/search/request';
import { BATCH_LIMIT, runBatch } from '../batch.ts';
import type { CommandContext } from '../context.ts';
import { printJson } from '../io.ts';
import { type ArrangingFlags, addArrangingOptions, addListOptions, collect, fromFlags } from '../options.ts';
import { readPicture } from '../picture.ts';
import { renderPage } from '../render.ts';
import type { CommonFlags } from '../session.ts';

interface SearchFlags extends CommonFlags, ArrangingFlags {
  readonly image?: string;
  readonly user?: string;
  readonly filter?: readonly string[];
  readonly refine?: readonly string[];
  readonly sort?: string;
  readonly limit?: string;
  readonly offset?: string;
  readonly facets?: string;
  readonly group?: boolean;
  readonly owned?: string;
  readonly personalise?: string;
  readonly session?: string;
  readonly rewrite?: string;
  readonly cutoff?: string;
  readonly understand?: string;
  readonly ignore?: readonly string[];
  readonly weight?: readonly string[];
  readonly explain?: boolean;
  readonly batch?: string;
  readonly run?: string;
}

export function addSearch(program: Command, context: CommandContext): Command {
  const command = program.command('search [text]').description('search by words, by a picture, or by both');
  return addArrangingOptions(addListOptions(command))
    .option('--image <file>', 'a picture to search by: a file, or a web address')
    .option('--user <id>', 'shopper to search for')
    .option('--session <id>', 'visit to search for, where the shopper is not known')
    .option('--personalise <on|off>', 'whether what the shopper did before counts (default on)')
    .option('--refine <expression>', 'a click on a facet value (repeatable)', collect)
    .option('--sort <field:direction>', 'e.g. price:asc')
    .option('--offset <n>', 'results to skip')
    .option('--facets <fields>', 'fields to count, by commas, or none')
    .option('--group', 'show one variant of each product')
    .option('--owned <policy>', 'boost or neutral: whether what a shopper bought lately is lifted')
    .option('--rewrite <when>', 'off, cache or on: the help of a language model')
    .option('--understand <on|off>', 'whether prices, values and negations in the text are acted upon (default on)')
    .option('--ignore <words>', 'a piece of the text that is words and nothing else (repeatable)', collect)
    .option('--weight <signal:number>', 'weight of a signal, e.g. freshness:0.2 (repeatable)', collect)
    .option('--cutoff <on|off>', 'whether weak candidates are left out (default on)')
    .option(
      '--batch <file>',
      'JSONL of queries {qid, text?, image?, user?, filter?}, 100 results each unless --limit; needs --run',
    )
    .option('--run <file>', 'TREC run to write for --batch; blanks in ids become %20')
    .action((text: string | undefined, flags: SearchFlags) => searchCommand(text, flags, context));
}

async function searchCommand(
  text: string | undefined,
  flags: SearchFlags,
  { io, session, exit }: CommandContext,
): Promise<void> {
  if ((flags.batch === undefined) !== (flags.run === undefined))
    throw new VitrineError('usage', '--batch FILE and --run OUT go together: give both.');
  const { batch, run } = flags;
  const { image: named } = flags;
  const isOnWeb = named !== undefined && isWebAddress(named);
  const image = named === undefined || isOnWeb ? undefined : await readPicture(named, io.cwd);
  const defaults = batch === undefined ? {} : { limit: BATCH_LIMIT };
  const given = fromFlags(() => parseSearchRequest({ ...defaults, ...searchParameters(flags), text, image }));
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const catalog = await vitrine.catalog(config.catalog);
    const request = isOnWeb ? { ...given, image: await vitrine.fetchPicture(named) } : given;
    if (batch !== undefined && run !== undefined)
      return runBatch({ io, batch, run, request, search: catalog.search, json: flags.json === true });
    const page = await catalog.search(request);
    if (flags.json) printJson(io, page);
    else io.out(renderPage(page, request.explain));
    return 0;
  });
  exit(status);
}

/** The flags that are parameters of a search, under the names of the HTTP interface. */
const PARAMETERS = [
  ...['user', 'session', 'personalise', 'owned', 'filter', 'refine', 'sort', 'limit', 'offset', 'facets', 'group'],
  ...['rewrite', 'cutoff', 'understand', 'ignore', 'explain'],
  ...['diversity', 'cap', 'popularityDiscount', 'weight'],
];

function searchParameters(flags: SearchFlags): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(flags).filter(([name, value]) => value !== undefined && PARAMETERS.includes(name)),
  );
}
