/** A job of which one at a time runs, whoever asks for it. */
export interface SingleJob {
  /** Runs it; if it is running already, until that ends. */
  run(): Promise<void>;
  /** The same, but never for nothing: if it is running, it runs once more at the end. */
  runAgain(): void;
  /** Tells it to end, waits until it has, and lets it run no more before `resume`. */
  stop(): Promise<void>;
  resume(): void;
  isStopped(): boolean;
}

/** `job` ends early when its signal is given. */
export function createSingleJob(job: (signal: AbortSignal) => Promise<void>): SingleJob {
  let running: Promise<void> | undefined;
  let again = false;
  let stopping = new AbortController();
  const isStopped = (): boolean => stopping.signal.aborted;
  const run = (): Promise<void> => {
    running ??= job(stopping.signal).finally(() => {
      running = undefined;
      if (again && !isStopped()) void run();
      again = false;
    });
    // Whoever waits gets the error; without anybody it comes again the next time.
    running.catch(() => {});
    return running;
  };
  return {
    run,
    runAgain: () => {
      if (running) again = true;
      else if (!isStopped()) void run();
    },
    stop: async () => {
      stopping.abort();
      await running?.catch(() => {});
    },
    resume: () => {
      stopping = new AbortController();
    },
    isStopped,
  };
}
