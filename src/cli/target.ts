import { resolve } from 'node:path';
import { acquireOwner } from '#src/adapters/owner/owner';
import type { Vitrine } from '#src/compose/vitrine';
import type { Config } from '#src/config';
import { VitrineError } from '#src/errors';
import type { Io } from './io.ts';
import { VERSION } from './version.ts';

/** The program open on other stores than those of the configuration. */
export interface Target {
  readonly vitrine: Vitrine;
  close(): Promise<void>;
}

/**
 * Opens what places name: a data folder, PostgreSQL for the state, Qdrant (also several nodes) for the indexes. Throws
 * `usage` when there is no place for one of the two, or the place is the one that is open.
 */
export async function openTarget(config: Config, places: readonly string[], io: Io): Promise<Target> {
  const target = targetConfig(config, places, io.cwd);
  const ownsFolder = target.dataDir !== config.dataDir;
  const owner = ownsFolder
    ? await acquireOwner({ dir: target.dataDir, version: VERSION, signal: io.signal })
    : undefined;
  if (owner?.kind === 'other') {
    owner.close();
    throw new VitrineError('data_folder_held', `The folder ${target.dataDir} is in use. End what runs there first.`);
  }
  try {
    const { openVitrine } = await import('#src/compose');
    const vitrine = await openVitrine(target);
    return {
      vitrine,
      close: async () => {
        await vitrine.close();
        await owner?.close();
      },
    };
  } catch (error) {
    await owner?.close();
    throw error;
  }
}

/** The configuration of the places; what they do not name is as it is here. */
function targetConfig(config: Config, places: readonly string[], cwd: string): Config {
  const databases = places.filter((place) => /^postgres(ql)?:\/\//u.test(place));
  const nodes = places.filter((place) => /^https?:\/\//u.test(place));
  const folders = places.filter((place) => !databases.includes(place) && !nodes.includes(place));
  if (databases.length > 1 || folders.length > 1) throw usage('name one data folder and one database at most');
  const [folder] = folders;
  if (folder === undefined && (databases.length === 0 || nodes.length === 0))
    throw usage('items need PostgreSQL or a data folder, indexes need Qdrant or a data folder: name both');
  const { databaseUrl: _, ...rest } = config;
  const target: Config = {
    ...rest,
    dataDir: folder === undefined ? config.dataDir : resolve(cwd, folder),
    qdrantUrls: nodes,
    ...(databases[0] !== undefined && { databaseUrl: databases[0] }),
  };
  const same = (databases[0] ?? target.dataDir) === (config.databaseUrl ?? config.dataDir);
  if (same) throw usage('it is the place that would be copied from');
  return target;
}

function usage(what: string): VitrineError {
  return new VitrineError('usage', `--to: ${what}.`);
}
