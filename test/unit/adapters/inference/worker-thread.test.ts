import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWorkerThread, type WorkerThread } from '#src/adapters/inference/worker-thread';

describe('a worker thread', () => {
  let worker: WorkerThread<string, string>;
  const start = (idleMs?: number): WorkerThread<string, string> => {
    worker = createWorkerThread({
      name: 'echo',
      entry: new URL('../../../support/echo-worker.ts', import.meta.url),
      data: null,
      ...(idleMs !== undefined && { idleMs }),
    });
    return worker;
  };
  afterEach(() => worker.close());

  it('answers each call, also many at once', async () => {
    const words = Array.from({ length: 20 }, (_, index) => `word ${index}`);
    const answers = await Promise.all(
      words.map(
        (
          (thread) => (word: string) =>
            thread.call(word)
        )(start()),
      ),
    );
    expect(answers).toEqual(words.map((word) => `echo ${word}`));
  });

  it('passes errors on with their code, and goes on', async () => {
    await expect(start().call('refuse')).rejects.toMatchObject({ code: 'invalid_picture', message: 'refused' });
    expect(await worker.call('still here')).toBe('echo still here');
  });

  it.each([
    ['crash', /The echo stopped \(out of luck\)/u],
    ['exit', /The echo stopped \(exit status 7\)/u],
  ])('tells every open call when it dies by %s, and starts anew with the next', async (how, message) => {
    const calls = [start().call(how), worker.call('waiting')];
    for (const settled of await Promise.allSettled(calls)) {
      expect(settled).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
    }
    await expect(calls[1]).rejects.toThrow(message);
    expect(await worker.call('again')).toBe('echo again');
  });

  it('finishes what was asked before it closes, and takes no more', async () => {
    const answer = start().call('last');
    await worker.close();
    expect(await answer).toBe('echo last');
    await expect(worker.call('late')).rejects.toThrow('The echo was closed.');
  });

  it('ends in the middle of a call when it is stopped, and takes no more', async () => {
    await start().call('hello');
    const endless = expect(worker.call('never')).rejects.toMatchObject({ code: 'internal' });
    await worker.stop();
    await endless;
    await expect(worker.call('late')).rejects.toThrow('The echo was closed.');
  });

  it('ends when it has been idle for long enough, and starts anew with the next call', async () => {
    const first = await start(0).call('thread');
    await vi.waitFor(async () => expect(await worker.call('thread')).not.toBe(first));
    await worker.close();
  });

  it('stays as it is while it may', async () => {
    const first = await start(60_000).call('thread');
    expect(await worker.call('thread')).toBe(first);
  });

  it('does not keep an idle process alive', async () => {
    const script = new URL('../../../support/idle-worker-process.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { timeout: 20_000 });
    expect(stdout).toBe('echo once\n');
  });
});
