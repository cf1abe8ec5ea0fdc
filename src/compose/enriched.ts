import type { EnrichReport } from '#indexers/enrich/enrich';

/** What a run has to say of its last stage, the questions to a language model, beside its own report. */
export interface Enriched {
  /** Absent when nothing could be asked. */
  readonly enrichment?: EnrichReport;
  readonly notices: readonly string[];
}
