import type { EnrichReport } from '#indexers/enrich/enrich';
import type { OnProgress } from '#indexers/progress';
import type { EnrichStage } from '#indexers/report';
import { VitrineError } from '#src/errors';
import type { Enriched } from './enriched.ts';
import type { OpenCatalog } from './open-catalog.ts';

export interface EnrichStageOptions extends EnrichStage {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/**
 * The last stage of a run, and of a new index: a language model is asked about items that nothing is said of yet. Last,
 * because only then all fields of the catalog are known that it may fill in, and everything is searchable whatever it does. No
 * failure of the model is one of the run: notices tell, and the next run asks again.
 */
export async function enrichAfter<Report extends { readonly seconds: number; readonly notices?: readonly string[] }>(
  report: Report,
  catalog: Pick<OpenCatalog, 'enrichment' | 'live'>,
  options: EnrichStageOptions,
): Promise<Report & Enriched> {
  const start = performance.now();
  const { notices, ...enriched } = catalog.live() ? await ask(catalog, options) : { notices: [] };
  const seconds = report.seconds + (performance.now() - start) / 1000;
  return { ...report, ...enriched, seconds, notices: [...(report.notices ?? []), ...notices] };
}

async function ask(
  { enrichment }: Pick<OpenCatalog, 'enrichment'>,
  { limit, signal = new AbortController().signal, onProgress }: EnrichStageOptions,
): Promise<Enriched> {
  try {
    const onAsked = (done: number) => onProgress?.({ phase: 'asking the language model', done });
    const report = await enrichment.run({ limit, signal, onProgress: onAsked });
    return { enrichment: report, notices: noticesOf(report, limit) };
  } catch (error) {
    if (!(error instanceof VitrineError) || error.code !== 'invalid_configuration') throw error;
    return { notices: [`enrich skipped: ${error.message}`] };
  }
}

function noticesOf({ asked, failed, interrupted }: EnrichReport, limit: number): string[] {
  return [
    ...failed.map(({ reason, count }) => `enrich: ${count} × ${reason}; the next run asks again`),
    ...(asked >= limit ? [`enrich: ${asked} items were asked about, the most of one run; the next goes on`] : []),
    ...(interrupted ? ['enrich: interrupted; the next run goes on'] : []),
  ];
}
