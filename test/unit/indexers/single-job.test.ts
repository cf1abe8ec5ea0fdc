import { expect, it } from 'vitest';
import { createSingleJob } from '#indexers/single-job';
import { deferred } from '#test/support/deferred';

/** A job of which each run lasts until it is ended. */
function countedJob() {
  const runs: { readonly signal: AbortSignal; end(): void }[] = [];
  const job = createSingleJob(async (signal) => {
    const ended = deferred();
    runs.push({ signal, end: ended.resolve });
    await ended.promise;
  });
  return { job, runs };
}

it('runs once, however many ask for it, and anew when it has ended', async () => {
  const { job, runs } = countedJob();
  const both = Promise.all([job.run(), job.run()]);
  runs[0]!.end();
  await both;
  expect(runs).toHaveLength(1);
  void job.run();
  expect(runs).toHaveLength(2);
});

it('runs once more at its end when that is wanted, however often', async () => {
  const { job, runs } = countedJob();
  const first = job.run();
  job.runAgain();
  job.runAgain();
  runs[0]!.end();
  await first;
  expect(runs).toHaveLength(2);
  const second = job.run();
  runs[1]!.end();
  await second;
  expect(runs).toHaveLength(2);
});

it('is told to end, and does not run again before it may', async () => {
  const { job, runs } = countedJob();
  void job.run();
  job.runAgain();
  const stopped = job.stop();
  expect(runs[0]!.signal.aborted).toBe(true);
  runs[0]!.end();
  await stopped;
  job.runAgain();
  expect([runs.length, job.isStopped()]).toEqual([1, true]);
  job.resume();
  job.runAgain();
  expect([runs.length, job.isStopped(), runs[1]!.signal.aborted]).toEqual([2, false, false]);
});

it('gives its error to who waits, and runs the next time all the same', async () => {
  let runs = 0;
  const job = createSingleJob(async () => {
    if (runs++ === 0) throw new Error('no room');
  });
  await expect(job.run()).rejects.toThrow('no room');
  await job.run();
  expect(runs).toBe(2);
});
