import type { Space } from './space.ts';

/** Changes whenever a reader of the older form would misread what is stored. */
export const GENERATION_FORMAT = 1;

/** What a generation was built with; a generation that does not fit the running program is refused. */
export interface GenerationManifest {
  readonly id: string;
  readonly catalog: string;
  readonly format: number;
  /** Version and language of the analyser, e.g. `1:en`. */
  readonly analyser: string;
  readonly spaces: readonly Space[];
  /** Numeric fields that the store can range over by itself; the best covered ones. */
  readonly numericFields: readonly string[];
  /** Similarity, by space, from which an item belongs to a result by that space alone; in -1..1. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** ISO 8601. */
  readonly createdAt: string;
}
