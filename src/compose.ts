import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createFiles } from '#src/adapters/files/files';
import { openLanceStore } from '#src/adapters/lance/store';
import { openLiteEncoders } from '#src/adapters/lite/encoders';
import { openSqliteState } from '#src/adapters/sqlite/state';
import { VitrineError } from '#src/errors';
import type { Encoders } from '#src/ports/encoders';
import { createCatalogs } from './compose/catalogs.ts';
import { modelsFolder } from './compose/package-folder.ts';
import type { Vitrine } from './compose/vitrine.ts';
import type { Config } from './config.ts';

/**
 * Opens the program on a data folder, which the caller must own. The one place that knows which adapters are in use;
 * everything opened is closed in reverse order.
 */
export async function openVitrine(config: Config): Promise<Vitrine> {
  await mkdir(config.dataDir, { recursive: true });
  const opened: { close(): Promise<void> }[] = [];
  const keep = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    opened.unshift(part);
    return part;
  };
  const close = async () => {
    for (const part of opened.splice(0)) await part.close();
  };
  try {
    const state = keep(await openSqliteState({ path: join(config.dataDir, 'state.db') }));
    const store = keep(await openLanceStore({ dir: join(config.dataDir, 'generations') }));
    const encoders = keep(await openEncoders(config));
    const catalogs = keep(createCatalogs({ state, store, encoders, createFiles }));
    return {
      config,
      catalogs: () => state.generations.catalogs(),
      catalog: catalogs.open,
      index: catalogs.index,
      reindex: catalogs.reindex,
      ready: async () => {
        await state.generations.catalogs();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openEncoders(config: Config): Promise<Encoders> {
  if (config.models === 'lite') return openLiteEncoders({ modelsDir: config.modelsDir ?? modelsFolder() });
  throw new VitrineError('invalid_configuration', `The preset "${config.models}" is unknown: use lite.`);
}
