/** How far a phase of the work is. `total` is there when it is known or can be estimated. */
export interface Progress {
  readonly phase: string;
  /** Rows or items. */
  readonly done: number;
  readonly total?: number;
  readonly skipped?: number;
}

export type OnProgress = (progress: Progress) => void;

/**
 * Rows to expect in all, from how far the bytes are read: the rest is taken to be like the part before.
 * Undefined while nothing is known.
 */
export function estimateTotal(done: number, consumedBytes: number, sizeBytes: number | undefined): number | undefined {
  if (sizeBytes === undefined || consumedBytes <= 0 || done === 0) return undefined;
  return Math.max(done, Math.round((done * sizeBytes) / Math.min(consumedBytes, sizeBytes)));
}
