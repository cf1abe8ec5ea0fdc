import type { Command } from 'commander';
import type { CatalogStatus } from '#src/compose/vitrine';
import type { CommandContext } from '../context.ts';
import { printJson } from '../io.ts';
import type { CommonFlags } from '../session.ts';

export function addStatus(program: Command, context: CommandContext): Command {
  return program
    .command('status')
    .description('catalogs, what is indexed of them and by which models')
    .action((flags: CommonFlags) => statusCommand(flags, context));
}

async function statusCommand(flags: CommonFlags, { io, session, exit }: CommandContext): Promise<void> {
  const config = session.config({ ...flags });
  const status = await session.use(config, async (vitrine) => {
    const names = await vitrine.catalogs();
    const catalogs = await Promise.all(names.map(async (name) => (await vitrine.catalog(name)).status()));
    if (flags.json) printJson(io, { dataDir: config.dataDir, models: config.models, catalogs });
    else if (catalogs.length === 0) io.out(`No catalog in ${config.dataDir}. Make one with: vitrine index FILE\n`);
    else io.out(catalogs.map(renderStatus).join(''));
    return 0;
  });
  exit(status);
}

function renderStatus(status: CatalogStatus): string {
  const { catalog, items, indexed, generation, appliedSequence, lastSequence, events, model } = status;
  const behind = lastSequence - appliedSequence;
  const spaces = generation.spaces.map(({ name, model, dimensions }) => `${name} (${model}, ${dimensions})`);
  return [
    `${catalog}: ${items} items, ${indexed} indexed${behind > 0 ? `, ${behind} changes behind` : ''}`,
    `  generation ${generation.id} of ${generation.createdAt}, analyser ${generation.analyser}`,
    `  spaces: ${spaces.join(', ') || 'none'}`,
    `  events: ${events}, ${model ? `trained ${model.createdAt}` : 'not trained'}`,
    '',
  ].join('\n');
}
