/** Sizes at which the store changes its ways; the defaults are measured (docs/decisions), tests make them small. */
export interface Tuning {
  /** Numbers (rows × dimensions) of a space from which it gets an index; below, comparing with all takes about 1 ms. */
  readonly leastIndexedFloats: number;
  /** Numbers of a space up to which its index is flat and exact. */
  readonly mostFlatFloats: number;
  /** Numbers of a space up to which a larger index is a graph; beyond, codes in partitions. */
  readonly mostGraphFloats: number;
  /** Share of a space's numbers not covered by its index from which it is made anew when asked to optimise. */
  readonly leastShareWorthIndexing: number;
  /** Most numbers in memory of vectors that no index covers, by space; 16 MB, searched in about 4 ms. */
  readonly mostFreshFloats: number;
  /** Most numbers (rows × dimensions) of a space of texts that are held in memory, for looking up cosines, in 16 bits; 128 MB. */
  readonly mostFinelyHeldNumbers: number;
  /** Most that are held there at all, in 8 bits; 300 MB. */
  readonly mostHeldNumbers: number;
  /** Changed items in memory from which they are moved into the tables. */
  readonly pendingBeforeFlush: number;
  /** The same while an index is being built. */
  readonly pendingWhileIndexing: number;
  /** Length of the log from which a snapshot replaces it, if it is also longer than the snapshot. */
  readonly longLogBytes: number;
}

export const DEFAULT_TUNING: Tuning = {
  leastIndexedFloats: 1_000_000,
  mostFlatFloats: 5_000_000,
  mostGraphFloats: 64_000_000,
  leastShareWorthIndexing: 0.05,
  mostFreshFloats: 4_000_000,
  mostFinelyHeldNumbers: 64_000_000,
  mostHeldNumbers: 300_000_000,
  pendingBeforeFlush: 1024,
  pendingWhileIndexing: 8192,
  longLogBytes: 32 * 2 ** 20,
};
