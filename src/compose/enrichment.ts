import {
  type EnrichDeps,
  type EnrichPlan,
  type EnrichReport,
  type EnrichRunning,
  enrich,
  planEnrichment,
} from '#indexers/enrich/enrich';
import { importEnrichment } from '#indexers/enrich/import';
import { VitrineError } from '#src/errors';
import { createEnricher } from '#src/understanding/enrich/enricher';
import type { ImportReport, Lines } from '#src/understanding/import-lines';
import { type Asking, NO_MODEL, wait } from './language.ts';

/** What is said of the items of a catalog beyond their feed. */
export interface CatalogEnrichment {
  /** How many items nothing is said of yet, up to `limit`, and what asking costs. Throws `invalid_configuration` without a model. */
  plan(limit: number): Promise<EnrichPlan>;
  /** Asks a language model, and indexes what it says. */
  run(running: Omit<EnrichRunning, 'wait'>): Promise<EnrichReport>;
  /** Takes in what was said elsewhere, under any model or none. */
  import(lines: Lines): Promise<ImportReport>;
}

interface CatalogEnrichmentDeps extends Omit<EnrichDeps, 'enricher' | 'shrink'> {
  /** Null where no model is configured: then nothing is sent anywhere. */
  readonly asking: Asking | null;
}

export function createCatalogEnrichment({ asking, ...deps }: CatalogEnrichmentDeps): CatalogEnrichment {
  const withModel = (): EnrichDeps => {
    if (!asking) throw new VitrineError('invalid_configuration', NO_MODEL);
    const { model, enrich: prompt, shrink } = asking;
    return { ...deps, shrink, enricher: createEnricher({ model, prompt }) };
  };
  return {
    plan: async (limit) => planEnrichment(withModel(), limit),
    run: async (running) => enrich(withModel(), { ...running, wait }),
    import: (lines) => importEnrichment(lines, deps),
  };
}
