import { join } from 'node:path';
import type { FilesOptions } from '#src/adapters/files/files';
import type { Config } from '#src/config';
import { hasCode, VitrineError } from '#src/errors';
import type { Files } from '#src/ports/files';
import type { StateStore } from '#src/ports/records';
import type { Catalogs } from './catalogs.ts';
import { exportState, importState, keptCatalogs } from './transfer.ts';
import { createPictureExporter, createPictureImporter } from './transfer-pictures.ts';
import type { Vitrine } from './vitrine.ts';

export interface ExportImportDeps {
  readonly config: Pick<Config, 'catalog' | 'dataDir'>;
  readonly state: StateStore;
  readonly createFiles: (options: FilesOptions) => Files;
  readonly catalogs: Pick<Catalogs, 'reindex'>;
}

/** All that is kept, out of one program and into another. */
export function createExportImport(deps: ExportImportDeps): Pick<Vitrine, 'export' | 'import'> {
  const { config, state, catalogs } = deps;
  const files = deps.createFiles({ cwd: '/' });
  return {
    export: async function* ({ pictures } = {}) {
      const exporter = pictures && createPictureExporter(files, pictures.onMissing);
      yield* exportState(state, await keptCatalogs(state, config.catalog), exporter);
    },
    import: async (chunks, { picturesDir = join(config.dataDir, 'restored-pictures'), ...options }) => {
      const start = performance.now();
      const report = await importState(state, chunks, createPictureImporter(picturesDir, files));
      for (const catalog of report.catalogs) {
        if ((await state.records.count(catalog)) === 0) continue;
        await catalogs.reindex({ ...options, catalog, rollback: false }).catch(interruptedAfter(report.catalogs));
      }
      return { ...report, seconds: (performance.now() - start) / 1000 };
    },
  };
}

/** The same command could not be run again, because the place is no longer empty. */
function interruptedAfter(catalogs: readonly string[]): (error: unknown) => never {
  return (error) => {
    if (!hasCode(error, 'interrupted')) throw error;
    const commands = catalogs.map((catalog) => `vitrine reindex --catalog ${catalog}`).join(', ');
    throw new VitrineError(
      'interrupted',
      `Interrupted while indexes were built. Everything else has arrived; go on there with: ${commands}`,
      { cause: error },
    );
  };
}
