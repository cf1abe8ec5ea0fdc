import type { IndexOptions, IndexReport } from '#indexers/report';
import { VitrineError } from '#src/errors';
import { liveDeps, openCatalog } from './catalog.ts';
import { enrichAfter } from './enrich-stage.ts';
import type { CatalogsDeps, OpenCatalog } from './open-catalog.ts';
import { reindex } from './reindex.ts';
import type { ReindexOptions, ReindexReport } from './reindexing.ts';
import { createSchedule, type TrainWhenDue } from './training/schedule.ts';
import { TRAINED, type TrainReport } from './training/train.ts';
import type { Catalog } from './vitrine.ts';

export interface Catalogs {
  readonly trainWhenDue: TrainWhenDue;
  open(name: string): Promise<Catalog>;
  index(options: IndexOptions): Promise<IndexReport>;
  reindex(options: ReindexOptions): Promise<ReindexReport>;
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The catalogs of a data folder, each opened once, when it is first asked for. */
export function createCatalogs(deps: CatalogsDeps): Catalogs {
  const opening = new Map<string, Promise<OpenCatalog>>();
  const openOnce = (name: string): Promise<OpenCatalog> => {
    const known = opening.get(name);
    if (known) return known;
    const fresh = openCatalog(name, deps);
    opening.set(name, fresh);
    fresh.catch(() => opening.delete(name));
    return fresh;
  };
  const { trainEveryHours, refreshEveryMinutes } = deps.training;
  return {
    trainWhenDue: createSchedule(
      {
        state: deps.state,
        run: async (name, due, signal): Promise<TrainReport> => {
          const catalog = await openOnce(name);
          return catalog.train({ parts: TRAINED[due], refresh: due === 'refresh', yes: false, signal });
        },
        now: Date.now,
      },
      {
        trainEveryMs: trainEveryHours === undefined ? undefined : trainEveryHours * HOUR_MS,
        refreshEveryMs: refreshEveryMinutes === undefined ? undefined : refreshEveryMinutes * MINUTE_MS,
      },
    ),
    open: async (name) => {
      if (await deps.state.generations.live(name)) return openOnce(name);
      const names = await deps.state.generations.catalogs();
      const hint = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none yet.';
      throw new VitrineError(
        'catalog_not_found',
        `There is no catalog "${name}". ${hint} Make one with: vitrine index FILE --catalog ${name}`,
      );
    },
    index: async (options) => {
      const catalog = await openOnce(options.catalog);
      const report = await catalog.index(options);
      if (!options.enrich || options.check || report.interrupted) return report;
      const enriched = await enrichAfter(report, catalog, { ...options, ...options.enrich });
      return { ...enriched, interrupted: enriched.enrichment?.interrupted === true };
    },
    reindex: async (options) => {
      const open = () => openOnce(options.catalog);
      const report = await reindex(options, liveDeps(options.catalog, deps), open);
      if (!options.enrich || options.rollback || !report.switched) return report;
      return enrichAfter(report, await open(), { ...options, ...options.enrich });
    },
    close: async () => {
      const open = await Promise.allSettled(opening.values());
      for (const result of open) if (result.status === 'fulfilled') await result.value.close();
      opening.clear();
    },
  };
}
