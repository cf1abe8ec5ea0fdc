import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * The same values in the same order, produced up to `ahead` of the one in use: so the producer works while the
 * consumer does. An error of the producer comes in its place. Leaving the loop early ends the producer too.
 */
export async function* prefetch<Value>(values: AsyncIterable<Value>, ahead: number): AsyncGenerator<Value> {
  const iterator = values[Symbol.asyncIterator]();
  const waiting: Promise<IteratorResult<Value>>[] = [];
  // A failed promise that nobody awaits yet must not end the process; it is awaited in its turn.
  const ask = (): void => {
    const next = iterator.next();
    next.catch(() => {});
    waiting.push(next);
  };
  try {
    for (;;) {
      while (waiting.length <= ahead) ask();
      const next = await waiting.shift()!;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await Promise.allSettled(waiting);
    await iterator.return?.();
  }
}

/**
 * Maps values in their order; the next `ahead` are at work while one is in use. An error comes in its place. Leaving the
 * loop early waits for what is at work.
 */
export async function* mapAhead<Value, Result>(
  values: AsyncIterable<Value>,
  ahead: number,
  map: (value: Value) => Promise<Result>,
): AsyncGenerator<Result> {
  const atWork = new Set<Promise<Result>>();
  // Wrapped, because a generator awaits a promise that it yields.
  async function* started(): AsyncGenerator<{ readonly result: Promise<Result> }> {
    for await (const value of values) {
      const result = map(value);
      atWork.add(result);
      result.catch(() => {});
      yield { result };
    }
  }
  try {
    for await (const { result } of prefetch(started(), ahead)) {
      const mapped = await result;
      atWork.delete(result);
      yield mapped;
    }
  } finally {
    await Promise.allSettled(atWork);
  }
}

/** The values of all batches, `size` at a time; the last batch may be smaller. An error comes behind all values before it. */
export async function* rebatch<Value>(batches: AsyncIterable<readonly Value[]>, size: number): AsyncGenerator<Value[]> {
  let batch: Value[] = [];
  try {
    for await (const values of batches) {
      for (const value of values) {
        batch.push(value);
        if (batch.length < size) continue;
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}

/** Runs jobs one after the other, in the order they were given; a failed one does not stop the next. */
export function createQueue(): <Result>(job: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const run = last.then(job);
    last = run.catch(() => {});
    return run;
  };
}

/** Maps over values with at most `limit` calls at a time; results in the order of the values. */
export async function mapLimited<Value, Result>(
  values: readonly Value[],
  limit: number,
  map: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(values.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < values.length) {
      const index = next++;
      results[index] = await map(values[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, values.length) }, work));
  return results;
}

/** Time that a loop works before others get their turn, in milliseconds. */
const TURN_MS = 10;

/** Maps values in their order, and lets other work of the process in between, however long the list is. */
export async function mapInTurns<Value, Result>(
  values: readonly Value[],
  map: (value: Value, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  let began = performance.now();
  for (const [index, value] of values.entries()) {
    results.push(map(value, index));
    if (performance.now() - began < TURN_MS) continue;
    await nextTurn();
    began = performance.now();
  }
  return results;
}
