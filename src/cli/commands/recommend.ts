import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createFiles } from '#src/adapters/files/files';
import type { ListHit } from '#src/compose/lists';
import type { Catalog } from '#src/compose/vitrine';
import { VitrineError } from '#src/errors';
import { parseRecommendRequest } from '#src/search/list-request';
import { cannotWrite, runLine } from '../batch.ts';
import type { CommandContext } from '../context.ts';
import { type Io, printJson } from '../io.ts';
import { lines } from '../lines.ts';
import { type ArrangingFlags, addArrangingOptions, addListOptions, collect, fromFlags } from '../options.ts';
import { renderHits } from '../render.ts';
import type { CommonFlags } from '../session.ts';

interface RecommendFlags extends CommonFlags, ArrangingFlags {
  readonly user?: string;
  readonly session?: string;
  readonly list?: string;
  readonly owned?: string;
  readonly seen?: string;
  readonly item?: string;
  readonly filter?: readonly string[];
  readonly limit?: string;
  readonly explain?: boolean;
  readonly group?: boolean;
  readonly weight?: readonly string[];
  readonly batch?: string;
  readonly run?: string;
}

/** Items of each list of a batch unless `--limit` says otherwise. */
const BATCH_LIMIT = 100;

/** Lists that nobody needs to be named for. */
const EVERYBODYS = new Set(['trending', 'bought-together']);

export function addRecommend(program: Command, context: CommandContext): Command {
  const command = addListOptions(
    program
      .command('recommend')
      .description('what a shopper may want next')
      .option('--user <id>', 'the shopper')
      .option('--session <id>', 'the visit of a shopper who is not known')
      .option('--list <name>', 'for-you, recent, because-you-viewed, trending or bought-together (default for-you)')
      .option('--item <id>', 'the item of --list bought-together')
      .option('--owned <policy>', 'include or exclude what the shopper bought; boost lifts it, neutral does not')
      .option('--seen <policy>', 'include or exclude what the shopper looked at and did not buy')
      .option('--group', 'show one variant of each product')
      .option('--weight <signal:number>', 'weight of a part of the list, e.g. popularity:0.5 (repeatable)', collect)
      .option('--batch <file>', 'a user id a line; with --run')
      .option('--run <file>', 'where the lists of a batch go, as a TREC run'),
  );
  return addArrangingOptions(command).action((flags: RecommendFlags) => recommendCommand(flags, context));
}

async function recommendCommand(flags: RecommendFlags, { io, session, exit }: CommandContext): Promise<void> {
  const { batch, run } = flags;
  if ((batch === undefined) !== (run === undefined))
    throw new VitrineError('usage', '--batch and --run go together: a file of user ids, and where the lists go.');
  const isNobody = batch === undefined && flags.user === undefined && flags.session === undefined;
  if (isNobody && !EVERYBODYS.has(flags.list ?? ''))
    throw new VitrineError(
      'usage',
      'Name the shopper by --user ID or --session ID, or many by --batch FILE --run OUT.',
    );
  // Of a batch every line names one.
  const request = fromFlags(() =>
    parseRecommendRequest({ ...given(flags), ...(batch !== undefined && { user: 'somebody' }) }),
  );
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const catalog = await vitrine.catalog(config.catalog);
    if (batch !== undefined && run !== undefined) return recommendBatch(batch, run, flags, catalog, io);
    const list = await catalog.recommend(request);
    if (flags.json) printJson(io, list);
    else
      io.out(
        [
          ...list.notices.map((notice) => `note: ${notice}`),
          ...list.hits.flatMap((hit, index) => renderListHit(hit, index, request.explain)),
          '',
        ].join('\n'),
      );
    return 0;
  });
  exit(status);
}

/** A hit with its place, the reason in words, and the numbers behind it when they are asked for. */
function renderListHit(hit: ListHit, index: number, explain: boolean): string[] {
  const [first = '', ...numbers] = renderHits([hit], explain);
  const place = first.replace(/^ *1\./u, `${String(index + 1).padStart(3)}.`);
  return [place, ...(hit.reason ? [`        ${hit.reason.text}`] : []), ...numbers];
}

function given({ user, session, list, item, owned, seen, limit, explain, filter, ...flags }: RecommendFlags) {
  const { diversity, cap, popularityDiscount, group, weight } = flags;
  const arranging = { diversity, cap, popularityDiscount, group, weight };
  return { user, session, list, item, owned, seen, limit, explain, filter, ...arranging };
}

async function recommendBatch(
  batch: string,
  run: string,
  flags: RecommendFlags,
  catalog: Catalog,
  io: Io,
): Promise<number> {
  const source = await createFiles({ cwd: io.cwd, input: io.input }).source(batch);
  const out = await open(resolve(io.cwd, run), 'w').catch((cause: unknown) => {
    throw cannotWrite(run, cause);
  });
  const count = { users: 0, empty: 0 };
  try {
    for await (const { line } of lines(source.open())) {
      if (io.signal.aborted)
        throw new VitrineError('interrupted', `Interrupted after ${count.users} lists. Run the same command again.`);
      const user = line.trim();
      if (user === '') continue;
      const { hits } = await catalog.recommend(
        parseRecommendRequest({ ...given(flags), user, limit: flags.limit ?? BATCH_LIMIT }),
      );
      count.users++;
      if (hits.length === 0) count.empty++;
      await out.appendFile(hits.map(({ id }, index) => runLine(user, id, index, hits.length)).join(''));
    }
  } finally {
    await out.close();
  }
  if (flags.json) printJson(io, { ...count, run });
  else io.out(`${count.users} lists (${count.empty} empty), written to ${run}\n`);
  return 0;
}
