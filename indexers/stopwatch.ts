/** Adds up how long phases take; phases may overlap. */
export interface Stopwatch {
  time<Result>(phase: string, job: () => Promise<Result>): Promise<Result>;
  /** Passes values through and counts the time that producing them takes. */
  through<Value>(phase: string, values: AsyncIterable<Value>): AsyncGenerator<Value>;
  add(phase: string, milliseconds: number): void;
  /** Since the stopwatch was made. */
  total(): number;
  seconds(): Record<string, number>;
}

export function createStopwatch(now: () => number): Stopwatch {
  const start = now();
  const phases = new Map<string, number>();
  const add = (phase: string, milliseconds: number): void => {
    phases.set(phase, (phases.get(phase) ?? 0) + milliseconds);
  };
  const time = async <Result>(phase: string, job: () => Promise<Result>): Promise<Result> => {
    const began = now();
    try {
      return await job();
    } finally {
      add(phase, now() - began);
    }
  };
  return {
    time,
    add,
    async *through(phase, values) {
      const iterator = values[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await time(phase, () => iterator.next());
          if (next.done) return;
          yield next.value;
        }
      } finally {
        await iterator.return?.();
      }
    },
    total: () => (now() - start) / 1000,
    seconds: () => Object.fromEntries([...phases].map(([phase, milliseconds]) => [phase, milliseconds / 1000])),
  };
}
