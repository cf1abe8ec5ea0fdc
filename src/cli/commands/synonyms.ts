import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CatalogSynonyms } from '#src/compose/synonyms';
import { formatSynonyms, parseSynonyms, type SynonymRule } from '#src/domain/synonyms';
import { VitrineError } from '#src/errors';
import type { CommandContext } from '../context.ts';
import { printJson } from '../io.ts';
import { addCommonOptions } from '../options.ts';
import type { CommonFlags } from '../session.ts';

/** Changes the rules; answers what to say. */
type Change = (synonyms: CatalogSynonyms) => Promise<string>;

export function addSynonyms(program: Command, context: CommandContext): Command {
  const group = program.command('synonyms').description('phrases that mean the same in a catalog');
  addCommonOptions(group.command('list').description('show the rules')).action((flags: CommonFlags) =>
    changing(flags, context, async () => ''),
  );
  addCommonOptions(
    group
      .command('add <rule...>')
      .description('add rules: "sofa, couch" mean the same, "stove => range" finds ranges for stoves'),
  ).action((lines: string[], flags: CommonFlags) => changing(flags, context, adding(lines.map(parseSynonyms))));
  addCommonOptions(group.command('remove <rule...>').description('remove rules, written as they are listed')).action(
    (lines: string[], flags: CommonFlags) => changing(flags, context, removing(lines)),
  );
  addCommonOptions(
    group
      .command('import <file>')
      .description('replace all rules by those of a file, one a line; lines that begin with # are notes'),
  ).action(async (file: string, flags: CommonFlags) => {
    const rules = await readRules(resolve(context.io.cwd, file));
    await changing(flags, context, async (synonyms) => {
      await synonyms.replace(rules);
      return `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} in the place of all there were`;
    });
  });
  return group;
}

async function changing(flags: CommonFlags, { io, session }: CommandContext, change: Change): Promise<void> {
  const config = session.config({ ...flags });
  await session.use(config, async (vitrine) => {
    const { synonyms } = await vitrine.catalog(config.catalog);
    const said = await change(synonyms);
    const rules = await synonyms.list();
    if (flags.json) printJson(io, { catalog: config.catalog, synonyms: rules });
    else io.out(said === '' ? rules.map((rule) => `${formatSynonyms(rule)}\n`).join('') : `${said}\n`);
    return 0;
  });
}

function adding(rules: readonly SynonymRule[]): Change {
  return async (synonyms) => {
    const known = await synonyms.list();
    const listed = new Set(known.map(formatSynonyms));
    const fresh = rules.filter((rule) => !listed.has(formatSynonyms(rule)));
    if (fresh.length > 0) await synonyms.replace([...known, ...fresh]);
    return `${fresh.length} added, ${rules.length - fresh.length} already there`;
  };
}

function removing(lines: readonly string[]): Change {
  return async (synonyms) => {
    const known = await synonyms.list();
    const unwanted = new Set(lines.map((line) => formatSynonyms(parseSynonyms(line))));
    const missing = [...unwanted].find((one) => !known.some((rule) => formatSynonyms(rule) === one));
    if (missing !== undefined)
      throw new VitrineError(
        'invalid_request',
        `There is no rule "${missing}". Write it as "vitrine synonyms list" shows it.`,
      );
    await synonyms.replace(known.filter((rule) => !unwanted.has(formatSynonyms(rule))));
    return `${unwanted.size} removed`;
  };
}

async function readRules(path: string): Promise<readonly SynonymRule[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new VitrineError('invalid_request', `The file ${path} cannot be read. Check the path.`, { cause });
  });
  return text
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .map(parseSynonyms);
}
