import type { Took } from '#src/domain/hit';

type Stage = Exclude<keyof Took, 'total'>;

export interface Stopwatch {
  /** Runs a stage and adds its time to what the stage took so far. */
  time<Result>(stage: Stage, run: () => Result | Promise<Result>): Promise<Result>;
  /** Milliseconds so far, rounded to microseconds. */
  took(): Took;
}

export function createStopwatch(now: () => number): Stopwatch {
  const start = now();
  const stages: Record<Stage, number> = { understand: 0, embed: 0, retrieve: 0, score: 0 };
  const round = (ms: number) => Math.round(ms * 1000) / 1000;
  return {
    time: async (stage, run) => {
      const before = now();
      try {
        return await run();
      } finally {
        stages[stage] += now() - before;
      }
    },
    took: () => ({
      total: round(now() - start),
      understand: round(stages.understand),
      embed: round(stages.embed),
      retrieve: round(stages.retrieve),
      score: round(stages.score),
    }),
  };
}
