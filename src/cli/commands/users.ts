import type { Command } from 'commander';
import type { ShopperProfile } from '#src/compose/shopper-profile';
import type { ShopperExport } from '#src/compose/shoppers';
import type { Shopper } from '#src/domain/event';
import { VitrineError } from '#src/errors';
import type { ErasedCounts } from '#src/ports/shoppers';
import type { CommandContext } from '../context.ts';
import { type Io, printJson } from '../io.ts';
import { addCommonOptions } from '../options.ts';
import type { CommonFlags } from '../session.ts';

interface UserFlags extends CommonFlags {
  readonly session?: boolean;
}
interface ProfileFlags extends UserFlags {
  readonly summarise?: boolean;
}
interface ListFlags extends CommonFlags {
  readonly limit: string;
}

/** The group `users`: what is kept of a shopper, and its end. Without `--catalog`, all catalogs are meant. */
export function addUsers(program: Command, context: CommandContext): void {
  const group = program.command('users').description('what is kept of shoppers: list, profile, export and erase it');
  const list = group
    .command('list')
    .description('the users who were there last')
    .option('--limit <n>', 'users to show, at most 1,000', '20')
    .action((flags: ListFlags) => listCommand(flags, context));
  const profile = group
    .command('profile <id>')
    .description('what a shopper likes, as far as their events tell')
    .option('--session', 'the id is that of a session')
    .option('--summarise', 'let the language model say it, and what searches of the shopper may mean; it is asked once')
    .action((id: string, flags: ProfileFlags) => profileCommand(id, flags, context));
  const exported = group
    .command('export <id>')
    .description('everything that is kept of a shopper: a JSON object a line')
    .option('--session', 'the id is that of a session')
    .action((id: string, flags: UserFlags) => exportCommand(id, flags, context));
  const erased = group
    .command('erase <id>')
    .description('erase everything that is kept of a shopper, for good')
    .option('--session', 'the id is that of a session')
    .action((id: string, flags: UserFlags) => eraseCommand(id, flags, context));
  for (const command of [list, profile, exported, erased]) addCommonOptions(command);
}

async function listCommand(flags: ListFlags, { io, session, exit }: CommandContext): Promise<void> {
  const limit = Number(flags.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw new VitrineError('usage', `--limit ${flags.limit}: use a whole number from 1 to 1000.`);
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const users = await vitrine.shoppers.recent(config.catalog, limit);
    const shown = users.map(({ user, newest }) => ({ user, newest: new Date(newest).toISOString() }));
    if (flags.json) printJson(io, shown);
    else io.out(shown.map(({ user, newest }) => `${newest}  ${user}\n`).join(''));
    return 0;
  });
  exit(status);
}

async function profileCommand(id: string, flags: ProfileFlags, { io, session, exit }: CommandContext): Promise<void> {
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const profile = await vitrine.shoppers.profile(config.catalog, shopperOf(id, flags), flags);
    if (flags.json) printJson(io, profile);
    else io.out(renderProfile(profile));
    return 0;
  });
  exit(status);
}

function renderProfile(profile: ShopperProfile): string {
  const { sentence, summary } = profile;
  const parts = PROFILE_PARTS.map((part) => interests(part, profile[part]));
  const meanings = (summary?.expansions ?? []).map(
    ({ query, means }) => `  "${query}" may mean: ${means.join('; ')}\n`,
  );
  return [`${summary?.sentence ?? sentence}\n`, ...parts, ...meanings].join('');
}

const PROFILE_PARTS = ['types', 'brands', 'colours', 'sizes'] as const;

function interests(part: string, found: ShopperProfile['types']): string {
  const shown = found.map(({ value, strength }) => `${value} ${strength.toFixed(2)}`);
  return shown.length === 0 ? '' : `  ${part}: ${shown.join(', ')}\n`;
}

async function exportCommand(id: string, flags: UserFlags, { io, session, exit }: CommandContext): Promise<void> {
  const status = await session.use(session.config({ ...flags }), async (vitrine) => {
    const exports = await vitrine.shoppers.export(shopperOf(id, flags), flags.catalog);
    if (flags.json) printJson(io, { ...shopperOf(id, flags), catalogs: exports });
    else for (const one of exports) printLines(io, one);
    return 0;
  });
  exit(status);
}

function printLines(io: Io, { catalog, events, queries }: ShopperExport): void {
  for (const event of events) io.out(`${JSON.stringify({ kind: 'event', catalog, ...event })}\n`);
  for (const query of queries) io.out(`${JSON.stringify({ kind: 'query', catalog, ...query })}\n`);
}

function renderErased({ events, queries }: ErasedCounts): string {
  return `${events} ${events === 1 ? 'event' : 'events'} and ${queries} ${queries === 1 ? 'query' : 'queries'}`;
}

async function eraseCommand(id: string, flags: UserFlags, { io, session, exit }: CommandContext): Promise<void> {
  const status = await session.use(session.config({ ...flags }), async (vitrine) => {
    const erased = await vitrine.shoppers.erase(shopperOf(id, flags), flags.catalog);
    if (flags.json) printJson(io, { ...shopperOf(id, flags), ...erased });
    else io.out(`${renderErased(erased)} erased\n`);
    return 0;
  });
  exit(status);
}

function shopperOf(id: string, { session }: UserFlags): Shopper {
  return session ? { session: id } : { user: id };
}
