import type { Drift } from './drift.ts';

/** Something counted, kept while it has not drifted far. Callers at the same time share one count. */
export interface Counted<Value> {
  get(): Promise<Value>;
  forget(): void;
}

interface Kept<Value> {
  readonly mark: number;
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
      const state = kept && drift.state(kept.mark, kept.size);
      if (!kept || state === 'far') kept = countNow();
      else if (state === 'drifting') kept.next ??= renew(kept);
      return kept.value;
    },
    forget: () => {
      kept = undefined;
    },
  };
}
