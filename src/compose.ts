import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createFiles as createLocalFiles, type FilesOptions } from '#src/adapters/files/files';
import { openLanceStore } from '#src/adapters/lance/store';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { openWebPictures } from '#src/adapters/web/pictures';
import { createWeb } from '#src/adapters/web/web';
import type { Encoders } from '#src/ports/encoders';
import type { GenerationStore } from '#src/ports/generations';
import type { StateStore } from '#src/ports/records';
import type { Web } from '#src/ports/web';
import { createCatalogs } from './compose/catalogs.ts';
import { createExportImport } from './compose/export-import.ts';
import { createLanguage } from './compose/language.ts';
import { openAsking, openSummarise } from './compose/language-model.ts';
import { createOpened } from './compose/opened.ts';
import { modelsFolder } from './compose/package-folder.ts';
import { createPictureFetcher } from './compose/picture-fetcher.ts';
import { createShoppers } from './compose/shoppers.ts';
import { given, qdrantOptions } from './compose/store-options.ts';
import type { DownloadEvent, Vitrine } from './compose/vitrine.ts';
import type { Config } from './config.ts';

export interface OpenOptions {
  /** Hears what of the models is fetched: first what it will be, then how far it is. */
  readonly onDownload?: (event: DownloadEvent) => void;
}

/**
 * Opens the program on a data folder, which the caller must own. The one place that knows which adapters are in use;
 * everything opened is closed in reverse order.
 */
export async function openVitrine(config: Config, { onDownload }: OpenOptions = {}): Promise<Vitrine> {
  await mkdir(config.dataDir, { recursive: true });
  const { keep, close } = createOpened();
  try {
    const state = keep(await openState(config));
    const web = keep(createWebOf(config));
    const pictures = await openWebPictures({ web, dir: join(config.dataDir, 'pictures') });
    const createFiles = (options: FilesOptions) => createLocalFiles({ ...options, web, pictures });
    const { store, ping } = await openStore(config);
    keep(store);
    const encoders = keep(await openEncoders(config, onDownload));
    const { answers } = state;
    const asking = await openAsking(config, answers);
    const shoppers = keep(
      createShoppers({
        state,
        createFiles,
        retentionDays: config.eventRetentionDays,
        logsQueries: config.queryLog === 'on',
        now: Date.now,
        summarise: await openSummarise(asking, answers),
      }),
    );
    const language = createLanguage({ answers, deadlineMs: config.llmDeadlineMs, asking });
    const catalogs = keep(
      createCatalogs({ state, store, encoders, createFiles, language, ranking: config, training: config }),
    );
    return {
      config,
      catalogs: () => state.generations.catalogs(),
      catalog: catalogs.open,
      index: catalogs.index,
      reindex: catalogs.reindex,
      trainWhenDue: catalogs.trainWhenDue,
      ...createExportImport({ config, state, createFiles, catalogs }),
      shoppers,
      fetchPicture: createPictureFetcher(web),
      language,
      ready: async () => {
        await Promise.all([state.generations.catalogs(), ping()]);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function createWebOf({ privateHosts, allowPrivateAddresses }: Config): Web {
  return createWeb({ privateHosts, allowPrivateAddresses: allowPrivateAddresses === 'on' });
}

/** PostgreSQL when an address is configured, else SQLite in the data folder. */
async function openState({ databaseUrl, databaseConnections, dataDir }: Config): Promise<StateStore> {
  if (databaseUrl === undefined) return openSqliteState({ path: join(dataDir, 'state.db') });
  const { openPostgresState } = await import('#src/adapters/postgres/state');
  return openPostgresState({
    url: databaseUrl,
    ...(databaseConnections !== undefined && { connections: databaseConnections }),
  });
}

/** Qdrant when an address is configured, else LanceDB in the data folder. */
async function openStore(config: Config): Promise<{ store: GenerationStore; ping: () => Promise<void> }> {
  if (config.qdrantUrls.length === 0) {
    const store = await openLanceStore({ dir: join(config.dataDir, 'generations') });
    return { store, ping: async () => {} };
  }
  const { openQdrantStore } = await import('#src/adapters/qdrant/store');
  const store = await openQdrantStore(qdrantOptions(config));
  return { store, ping: store.ping };
}

/** `lite` from the package, anything else by transformers.js from the folder of models. */
async function openEncoders(config: Config, onDownload?: (event: DownloadEvent) => void): Promise<Encoders> {
  const { models, modelsDir, dataDir } = config;
  if (models === 'lite') return openLiteEncoders({ modelsDir: modelsDir ?? modelsFolder() });
  const { openTransformersEncoders } = await import('#src/adapters/transformers/encoders');
  return openTransformersEncoders({
    models,
    modelsDir: modelsDir ?? join(dataDir, 'models'),
    ...(config.modelsOffline === 'on' && { hub: null }),
    ...given({ dtype: config.modelsDtype, device: config.modelsDevice, threads: config.modelsThreads, onDownload }),
  });
}
