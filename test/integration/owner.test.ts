import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireOwner, type OtherOwner, type Owner } from '#src/adapters/owner/owner';

/** A process that acquires the folder; what it tells is read one by one. */
interface Contender {
  readonly child: ChildProcess;
  go(): void;
  hear(): Promise<string>;
}

describe('processes that want a data folder', () => {
  let dir: string;
  const children: ChildProcess[] = [];
  const open: { close(): unknown }[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'vitrine-owner-test-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const ownership of open.splice(0)) await ownership.close();
    await rm(dir, { recursive: true });
  });

  const contend = async (...argv: string[]): Promise<Contender> => {
    const child = fork('test/support/owner-process.ts', [dir, ...argv], { execArgv: ['--import', 'tsx'] });
    children.push(child);
    const told: string[] = [];
    let wake = (): void => {};
    child.on('message', (message) => {
      told.push(String(message));
      wake();
    });
    const hear = async (): Promise<string> => {
      while (told.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return told.shift()!;
    };
    expect(await hear()).toBe('ready');
    return { child, go: () => void child.send('go'), hear };
  };
  const kill = async ({ child }: Contender): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const acquire = async (patienceMs?: number): Promise<Owner | OtherOwner> => {
    const ownership = await acquireOwner({ dir, version: '1.2.3', ...(patienceMs !== undefined && { patienceMs }) });
    open.push(ownership);
    return ownership;
  };
  const job = (...argv: string[]) => ({ argv, cwd: '/', env: {}, terminal: false, columns: 80 });
  const quiet = { out: () => {}, err: () => {} };

  it('at the same moment: one gets it, the others hand over to it', async () => {
    const contenders = await Promise.all(['a', 'b', 'c'].map((name) => contend(name, 'and', 'more')));
    for (const contender of contenders) contender.go();
    const told = await Promise.all(contenders.map((contender) => contender.hear()));
    expect(told.sort()).toEqual(['other 3', 'other 3', 'owner']);
  });

  it('get it at once from one that was killed, which tells who handed a job to it', async () => {
    const first = await contend();
    first.go();
    expect(await first.hear()).toBe('owner');
    const other = await acquire();
    if (other.kind !== 'other') throw new Error('The folder was not held.');
    expect(other.pid).toBe(first.child.pid);
    const answer = other.call(job('hang'), quiet);
    expect(await first.hear()).toBe('hanging');
    const told = expect(answer).rejects.toMatchObject({ code: 'interrupted' });
    await kill(first);
    await told;
    const next = await acquire(0);
    expect(next.kind).toBe('owner');
  });

  it('are told who holds it when that one does not answer', async () => {
    const first = await contend();
    first.go();
    expect(await first.hear()).toBe('owner');
    first.child.kill('SIGSTOP');
    await expect(acquire(200)).rejects.toMatchObject({
      code: 'data_folder_held',
      message: expect.stringMatching(new RegExp(`process ${first.child.pid} \\(Vitrine 1\\.2\\.3\\) since 20`, 'u')),
    });
    first.child.kill('SIGCONT');
    expect((await acquire()).kind).toBe('other');
  });

  it('have their job cancelled when they are killed', async () => {
    const [owner, other] = await Promise.all([contend(), contend('hang')]);
    owner.go();
    expect(await owner.hear()).toBe('owner');
    other.go();
    expect(await owner.hear()).toBe('hanging');
    await kill(other);
    expect(await owner.hear()).toBe('cancelled');
  });
});
