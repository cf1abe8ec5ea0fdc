/** Tells those who wait for the next time that something happens. */
export interface Bell {
  next(): Promise<void>;
  ring(): void;
}

export function createBell(): Bell {
  let ring = (): void => {};
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      ring = resolve;
    });
  let next = wait();
  return {
    next: () => next,
    ring() {
      ring();
      next = wait();
    },
  };
}

/** Waits for the work, or until the signal is given. */
export async function untilAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return work;
  let stop = (): void => {};
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
