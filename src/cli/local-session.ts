import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { JobChannel, JobHandler } from '#src/adapters/owner/job-server';
import type { JobRequest } from '#src/adapters/owner/messages';
import { acquireOwner, type OtherOwner, type Owner, waitForOwnership } from '#src/adapters/owner/owner';
import type { Vitrine } from '#src/compose/vitrine';
import { type Config, configEnvironment, loadConfig } from '#src/config';
import { VitrineError } from '#src/errors';
import { createDownloadView } from './download-view.ts';
import type { Io } from './io.ts';
import { runCommandLine } from './program.ts';
import type { Session, UseOptions } from './session.ts';
import { VERSION } from './version.ts';
import { withoutTrace } from './without-trace.ts';

/** The session of a process of its own: it becomes the owner of the data folder, or hands its command line to the owner. */
export function createLocalSession(argv: readonly string[], io: Io): Session {
  const use: Session['use'] = async (config, job, options) => {
    const ownership = await acquire(config, io, options);
    if (ownership.kind === 'other') return ownership.call(requestOf(argv, io), io);
    try {
      // Only the owner needs the stores and models, which take their time to load.
      const { openVitrine } = await import('#src/compose');
      const vitrine = await openVitrine(config, { onDownload: createDownloadView(io) });
      try {
        ownership.listen(ownerHandler(vitrine));
        return await job(vitrine);
      } finally {
        if (ownership.isServing()) io.err('Done; a command of another process still runs here (Ctrl-C stops it).\n');
        await ownership.drain(io.signal);
        await vitrine.close();
      }
    } finally {
      await ownership.close();
    }
  };
  return {
    config: (flags) => loadConfig({ env: io.env, flags, cwd: io.cwd }),
    use: async (config, job, options) => {
      if (!options?.begins) checkFolder(config);
      if (options?.onlyLooks) return withoutTrace(config, (without) => use(without, job, options));
      return use(config, job, options);
    },
  };
}

/** Where servers hold everything, the folder has only what can be made again. */
function checkFolder({ dataDir, databaseUrl, qdrantUrls }: Config): void {
  if (existsSync(dataDir) || (databaseUrl !== undefined && qdrantUrls.length > 0)) return;
  throw new VitrineError(
    'catalog_not_found',
    `There is no data folder ${dataDir}. Name another by --data, or make it with: vitrine index FILE.`,
  );
}

async function acquire(
  { dataDir: dir }: Config,
  io: Io,
  { lasting = false }: UseOptions = {},
): Promise<Owner | OtherOwner> {
  const options = { dir, version: VERSION, signal: io.signal };
  if (!lasting) return acquireOwner(options);
  const onHeld = (holder: string): void =>
    io.err(`Waiting for the data folder ${dir}, which is held by ${holder} (Ctrl-C stops waiting).\n`);
  return waitForOwnership({ ...options, onHeld });
}

function requestOf(argv: readonly string[], { cwd, env, terminal, columns }: Io): JobRequest {
  return { argv: [...argv], cwd, env: configEnvironment(env), terminal, columns };
}

/** Runs command lines of other processes with the program that is open here. */
function ownerHandler(vitrine: Vitrine): JobHandler {
  return (request, channel) => {
    const io = ioOf(request, channel);
    return runCommandLine(request.argv, io, createHandedSession(vitrine, io));
  };
}

function ioOf({ cwd, env, columns }: JobRequest, { out, err, input, signal }: JobChannel): Io {
  // The other process may have a terminal, but only this one's could be redrawn: progress goes there as lines.
  return { out, err, input, terminal: false, columns, cwd, env, signal };
}

/**
 * The session of a command line that was handed over: the program is open already, on the folder that both name. A
 * command that does not say which models and stores it wants gets those; one that wants others is refused.
 */
function createHandedSession(vitrine: Vitrine, io: Io): Session {
  const open = vitrine.config.models;
  return {
    config: (flags) => loadConfig({ env: { VITRINE_MODELS: open, ...io.env }, flags, cwd: io.cwd }),
    use: async (config, job) => {
      const { models } = config;
      if (models !== open) {
        throw new VitrineError(
          'invalid_configuration',
          `The data folder is open with the models "${open}" (process ${process.pid}), not "${models}". ` +
            'End that process first, or leave --models and VITRINE_MODELS as they are there.',
        );
      }
      const others = otherStores(config, vitrine.config);
      if (others.length === 0) return job(vitrine);
      throw new VitrineError(
        'invalid_configuration',
        `The data folder is open with other stores (process ${process.pid}): ${others.join(', ')} differ there. ` +
          'End that process first, or leave them as they are there.',
      );
    },
  };
}

/** The settings by which a command wants stores that are not those open here; their values may hold secrets. */
function otherStores(wanted: Config, open: Config): string[] {
  const qdrant = wanted.qdrantUrls.length > 0 && !isDeepStrictEqual(wanted.qdrantUrls, open.qdrantUrls);
  const { databaseUrl = open.databaseUrl, qdrantPrefix = open.qdrantPrefix } = wanted;
  return [
    ...(databaseUrl === open.databaseUrl ? [] : ['DATABASE_URL']),
    ...(qdrant ? ['QDRANT_URL'] : []),
    ...(qdrantPrefix === open.qdrantPrefix ? [] : ['QDRANT_PREFIX']),
  ];
}
