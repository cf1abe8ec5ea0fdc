/** A clock that a test sets forward; who waits is woken in the order of the times. */
export function createManualClock(start = 1_000_000) {
  let time = start;
  const waiting: { at: number; wake: () => void }[] = [];
  return {
    now: () => time,
    wait: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        if (signal.aborted) return resolve();
        waiting.push({ at: time + ms, wake: resolve });
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    forward: (ms: number) => {
      time += ms;
      const due = waiting.filter(({ at }) => at <= time).sort((a, b) => a.at - b.at);
      for (const one of due) {
        waiting.splice(waiting.indexOf(one), 1);
        one.wake();
      }
    },
  };
}
