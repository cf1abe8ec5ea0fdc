/**
 * How far something that was counted may have drifted since, by writes of this process and of others. While less than
 * one of a hundred of the items that it counts was written, it is near enough: so a small catalog is always exact, and
 * a large one is not counted anew for every write. Others are seen by the sequence that they note, a few seconds late.
 */
export interface Drift {
  /** To be called with the number of items when a write is done. */
  written(items: number): void;
  /** Items written so far, to keep beside what is counted from now on. */
  mark(): number;
  /** Whether something that counts `size` items may be used, and whether it should be counted again meanwhile. */
  state(mark: number, size: number): 'near' | 'drifting' | 'far';
  /** To be called with the sequence that this process notes. */
  noted(sequence: number): void;
}

const NEAR = 0.01;
/** A large catalog may be off by this while it is counted again. */
const USABLE = 0.05;
const LARGE = 10_000;
/** Milliseconds between two looks at what others have noted. */
const LOOK_MS = 3_000;

export interface DriftOptions {
  /** The newest sequence that any process has noted. */
  readonly readSequence: () => Promise<number>;
  readonly sequence: number;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
}

export function createDrift({ readSequence, sequence, now = () => performance.now() }: DriftOptions): Drift {
  let written = 0;
  let known = sequence;
  let lookedAt = now();
  const noted = (newest: number) => {
    known = Math.max(known, newest);
  };
  const look = async (): Promise<void> => {
    const newest = await readSequence();
    written += Math.max(0, newest - known);
    noted(newest);
  };
  return {
    written: (items) => {
      written += items;
    },
    mark: () => written,
    state: (mark, size) => {
      if (now() - lookedAt > LOOK_MS) {
        lookedAt = now();
        // Should it fail, what is known serves on.
        look().catch(() => {});
      }
      const share = (written - mark) / size;
      if (written === mark || share <= NEAR) return 'near';
      return size >= LARGE && share <= USABLE ? 'drifting' : 'far';
    },
    noted,
  };
}
