/**
 * How far something that was counted may have drifted since. It is near while this process has written less than one
 * of a hundred items that it counts: so a small catalog is always exact, and a large one is not counted anew for every
 * write. What other processes write is not known here, so after a while it is old and should be counted again.
 */
export interface Drift {
  /** To be called with the number of items when a write is done. */
  written(items: number): void;
  /** The state to keep beside what is counted from now on. */
  mark(): DriftMark;
  /** Whether something that counts `size` items and was marked so is still near. */
  isNear(mark: DriftMark, size: number): boolean;
  isOld(mark: DriftMark): boolean;
}

export interface DriftMark {
  readonly written: number;
  readonly at: number;
}

const TOLERANCE = 0.01;
const OLD_MS = 10_000;

export function createDrift(now: () => number = () => performance.now()): Drift {
  let written = 0;
  return {
    written: (items) => {
      written += items;
    },
    mark: () => ({ written, at: now() }),
    isNear: (mark, size) => written - mark.written <= size * TOLERANCE,
    isOld: (mark) => now() - mark.at > OLD_MS,
  };
}

/** Something counted. Callers at the same time share one count; while an old one is counted again, it still serves. */
export interface Counted<Value> {
  get(): Promise<Value>;
  forget(): void;
}

interface Kept<Value> {
  readonly mark: DriftMark;
  readonly value: Promise<Value>;
  /** Items that the value counts; 0 until it is there. */
  size: number;
  /** The count that will take its place. */
  next?: Promise<void>;
}

/** `sizeOf` is the number of items that a value counts. */
export function createCounted<Value>(
  drift: Drift,
  count: () => Promise<Value>,
  sizeOf: (value: Value) => number,
): Counted<Value> {
  let kept: Kept<Value> | undefined;
  const countNow = (): Kept<Value> => {
    const fresh: Kept<Value> = { mark: drift.mark(), value: count(), size: 0 };
    fresh.value.then(
      (value) => {
        fresh.size = sizeOf(value);
      },
      () => {
        if (kept === fresh) kept = undefined;
      },
    );
    return fresh;
  };
  const renew = async (old: Kept<Value>): Promise<void> => {
    const fresh = countNow();
    // Should it fail, the old one serves on and the next caller tries again.
    const isThere = await fresh.value.then(
      () => true,
      () => false,
    );
    if (isThere && kept === old) kept = fresh;
    delete old.next;
  };
  return {
    get: () => {
      if (!kept || !drift.isNear(kept.mark, kept.size)) kept = countNow();
      else if (drift.isOld(kept.mark)) kept.next ??= renew(kept);
      return kept.value;
    },
    forget: () => {
      kept = undefined;
    },
  };
}
