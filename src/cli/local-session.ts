import { acquireOwner, type JobHandler } from '#src/adapters/owner/owner';
import { openVitrine } from '#src/compose';
import type { Vitrine } from '#src/compose/vitrine';
import { type Config, loadConfig } from '#src/config';
import { VitrineError } from '#src/errors';
import type { Io } from './io.ts';
import { runCommandLine } from './program.ts';
import type { Session } from './session.ts';
import { VERSION } from './version.ts';

/** The session of a process of its own: it becomes the owner of the data folder, or hands its command line to the owner. */
export function createLocalSession(argv: readonly string[], io: Io): Session {
  return {
    config: (flags) => loadConfig({ env: io.env, flags, cwd: io.cwd }),
    use: async (config, job) => {
      const ownership = acquireOwner({ dir: config.dataDir, version: VERSION });
      if (ownership.kind === 'other')
        return ownership.call(jobOf(argv, config, io), (reply) => show(reply, io), io.signal);
      try {
        const vitrine = await openVitrine(config);
        try {
          await ownership.listen(ownerHandler(vitrine));
          return await job(vitrine);
        } finally {
          await vitrine.close();
        }
      } finally {
        await ownership.close();
      }
    },
  };
}

/** The owner knows its own environment, so what this process took from its own goes along as a flag. */
function jobOf(argv: readonly string[], config: Config, io: Io) {
  return { argv: [...argv, '--data', config.dataDir], cwd: io.cwd, terminal: io.terminal, columns: io.columns };
}

function show(reply: { out: string } | { err: string } | { exit: number }, io: Io): void {
  if ('out' in reply) io.out(reply.out);
  else if ('err' in reply) io.err(reply.err);
}

/** Runs command lines of other processes with the program that is open here. */
function ownerHandler(vitrine: Vitrine): JobHandler {
  return ({ argv, cwd, columns }, reply, signal) => {
    const io: Io = {
      out: (text) => reply({ out: text }),
      err: (text) => reply({ err: text }),
      terminal: false,
      columns,
      cwd,
      env: {},
      signal,
    };
    return runCommandLine(argv, io, createHandedSession(vitrine, io));
  };
}

/** The session of a command line that was handed over: the program is open already. */
function createHandedSession(vitrine: Vitrine, io: Io): Session {
  return {
    config: (flags) => loadConfig({ env: io.env, flags, cwd: io.cwd }),
    use: async (config, job) => {
      if (config.dataDir !== vitrine.config.dataDir) {
        throw new VitrineError('internal', `This process owns ${vitrine.config.dataDir}, not ${config.dataDir}.`);
      }
      return job(vitrine);
    },
  };
}
