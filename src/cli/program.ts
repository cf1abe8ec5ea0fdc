import { Command, CommanderError } from 'commander';
import { asVitrineError, VitrineError } from '#src/errors';
import { addBackup } from './commands/backup.ts';
import { addDemo } from './commands/demo.ts';
import { addEnrich } from './commands/enrich.ts';
import { addEval } from './commands/eval.ts';
import { addEvents } from './commands/events.ts';
import { addIndex } from './commands/index.ts';
import { addRecommend } from './commands/recommend.ts';
import { addReindex } from './commands/reindex.ts';
import { addRewrite } from './commands/rewrite.ts';
import { addSearch } from './commands/search.ts';
import { addServe } from './commands/serve.ts';
import { addSimilar } from './commands/similar.ts';
import { addStatus } from './commands/status.ts';
import { addSynonyms } from './commands/synonyms.ts';
import { addTrain } from './commands/train.ts';
import { addUsers } from './commands/users.ts';
import { addWatch } from './commands/watch.ts';
import type { CommandContext } from './context.ts';
import type { Io } from './io.ts';
import { addCommonOptions } from './options.ts';
import type { Session } from './session.ts';
import { VERSION } from './version.ts';

const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** Runs one command line (without `node` and the script) and answers the exit status. Never throws. */
export async function runCommandLine(argv: readonly string[], io: Io, session: Session): Promise<number> {
  let status: number = EXIT.done;
  const context: CommandContext = {
    io,
    session,
    exit: (value) => {
      status = value;
    },
  };
  try {
    await buildProgram(context).parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    return reportFailure(error, io, argv.includes('--debug'));
  }
}

function buildProgram(context: CommandContext): Command {
  const { io } = context;
  const program = new Command('vitrine')
    .description('Search and recommendation for shops: words, pictures and behaviour in one explained ranking.')
    .version(VERSION, '--version', 'the version of this program')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showHelpAfterError('(--help shows what the command takes)');
  for (const add of [
    addDemo,
    addIndex,
    addWatch,
    addReindex,
    addEvents,
    addSearch,
    addSimilar,
    addRecommend,
    addTrain,
    addRewrite,
    addEnrich,
    addServe,
    addStatus,
  ]) {
    addCommonOptions(add(program, context));
  }
  addBackup(program, context);
  addUsers(program, context);
  addSynonyms(program, context);
  addEval(program, context);
  return program;
}

function reportFailure(error: unknown, io: Io, debug: boolean): number {
  const known = asVitrineError(error);
  io.err(`vitrine: ${known.message.replaceAll('\n', ' ')}\n`);
  if (debug && error instanceof Error) io.err(`${(known.cause instanceof Error ? known.cause : error).stack}\n`);
  return known instanceof VitrineError && known.code === 'usage' ? EXIT.usage : EXIT.failed;
}
