/**
 * How far something that was counted may have drifted since: it holds while less than one of a hundred items was
 * written by this process, and for a while whatever other processes write. So a small catalog is always exact, and a
 * large one is not counted anew for every write.
 */
export interface Drift {
  /** To be called with the number of items when a write is done. */
  written(items: number): void;
  /** The state to keep beside what is counted now. */
  mark(): DriftMark;
  /** Whether something that is counted in `size` items and was marked so still holds. */
  holds(mark: DriftMark, size: number): boolean;
}

export interface DriftMark {
  readonly written: number;
  readonly at: number;
}

const TOLERANCE = 0.01;
const LONGEST_MS = 15_000;

export function createDrift(now: () => number = () => performance.now()): Drift {
  let written = 0;
  return {
    written: (items) => {
      written += items;
    },
    mark: () => ({ written, at: now() }),
    holds: (mark, size) => written - mark.written <= size * TOLERANCE && now() - mark.at < LONGEST_MS,
  };
}
