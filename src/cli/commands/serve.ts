import type { Command } from 'commander';
import type { ScheduledTraining } from '#src/compose/training/schedule';
import type { Vitrine } from '#src/compose/vitrine';
import type { Config } from '#src/config';
import type { CommandContext } from '../context.ts';
import type { Io } from '../io.ts';
import type { CommonFlags } from '../session.ts';

interface ServeFlags extends CommonFlags {
  readonly port?: string;
  readonly host?: string;
}

export function addServe(program: Command, context: CommandContext): Command {
  return program
    .command('serve')
    .description('the HTTP interface and the storefront; waits for the data folder while another process holds it')
    .option('--port <n>', 'port (default $PORT, else 3000)')
    .option('--host <address>', 'address (default $HOST, else 127.0.0.1)')
    .action((flags: ServeFlags) => serveCommand(flags, context));
}

async function serveCommand(flags: ServeFlags, { io, session, exit }: CommandContext): Promise<void> {
  const config = session.config({ ...flags });
  exit(await session.use(config, (vitrine) => serve(vitrine, config, io), { lasting: true, begins: true }));
}

/** Serves until interrupted; requests under way are answered before it ends. */
export async function serve(vitrine: Vitrine, config: Config, io: Io): Promise<number> {
  // Not at the top: the other commands would load it for nothing.
  const { startServer } = await import('#src/http/server');
  const server = await startServer({ vitrine, config, defaultCatalog: config.catalog });
  io.err(`Serving on ${server.url} (Ctrl-C stops)\n`);
  prepare(vitrine, config.catalog);
  const stopDeleting = deleteInTime(vitrine, io);
  const stopTraining = trainInTime(vitrine, io);
  if (!io.signal.aborted) await new Promise((resolve) => io.signal.addEventListener('abort', resolve, { once: true }));
  stopDeleting();
  await stopTraining();
  await server.stop();
  return 0;
}

/** The first search need not wait for what can be made before; one that comes meanwhile waits for what is left. */
function prepare(vitrine: Vitrine, name: string): void {
  // A catalog that is not there yet, or cannot be opened, is told of by the first request.
  vitrine
    .catalog(name)
    .then((catalog) => catalog.prepare())
    .catch(() => {});
}

const HOUR_MS = 3_600_000;

/** Deletes what is older than it may be, now and every hour. Returns how to stop. */
function deleteInTime({ shoppers }: Vitrine, io: Io): () => void {
  const apply = () =>
    shoppers.applyRetention().catch((error: Error) => io.err(`Old events could not be deleted: ${error.message}\n`));
  void apply();
  const timer = setInterval(apply, HOUR_MS);
  return () => clearInterval(timer);
}

const MINUTE_MS = 60_000;

/** Looks now and every minute whether a training is due. Returns how to stop; what is under way ends with the signal. */
function trainInTime({ trainWhenDue }: Vitrine, io: Io): () => Promise<void> {
  let running: Promise<void> | undefined;
  const failed = (error: unknown): void => io.err(`Training by the clock failed: ${String(error)}\n`);
  const look = (): void => {
    running ??= trainWhenDue(io.signal, (done) => io.err(`${renderScheduled(done)}\n`))
      .catch(failed)
      .finally(() => {
        running = undefined;
      });
  };
  look();
  const timer = setInterval(look, MINUTE_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

function renderScheduled({ catalog, due, outcome }: ScheduledTraining): string {
  const what = due === 'train' ? 'Training' : 'Refreshing';
  if (outcome instanceof Error) return `${what} "${catalog}" failed: ${outcome.message}`;
  const { published, version, events, seconds, notices } = outcome;
  const took = `${events} events, ${seconds.toFixed(1)} s`;
  return published
    ? `${what} "${catalog}": published ${version} (${took})`
    : `${what} "${catalog}" (${took}): ${notices.join('; ')}`;
}
