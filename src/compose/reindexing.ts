import type { OnProgress } from '#indexers/progress';
import type { EnrichStage, IndexOptions, IndexReport } from '#indexers/report';
import type { SwitchCheck } from './check-switch.ts';
import type { Enriched } from './enriched.ts';

export interface ReindexOptions {
  readonly catalog: string;
  /** Go back to the generation before instead of building one. */
  readonly rollback: boolean;
  /** Build and compare, but leave the live one where it is. */
  readonly check?: boolean;
  /** Change over whatever the comparison says. */
  readonly yes?: boolean;
  /** Where the items come from; without it, those of record. What it does not hold is deleted after the change. */
  readonly source?: IndexOptions;
  /** Let a language model add what the feed leaves out, once the new index is live. */
  readonly enrich?: EnrichStage;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

export interface ReindexReport extends Partial<Enriched> {
  readonly catalog: string;
  /** The generation that is live now (with `check`: that would be), and the one that was. */
  readonly generation: string;
  readonly before: string | null;
  readonly switched: boolean;
  readonly items: number;
  readonly seconds: number;
  /** How the two compare; null when going back. */
  readonly check: SwitchCheck | null;
  /** What was read, with a source. */
  readonly source?: IndexReport;
}
