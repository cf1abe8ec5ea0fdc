import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import type { JobReply } from '#src/adapters/owner/messages';
import { acquireOwner } from '#src/adapters/owner/owner';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function startOwner(dir: string, mode = 'hearing') {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/owner-process.ts', dir, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, nextLine: async () => (await lines.next()).value as string };
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'vitrine-owner-'));
const job = (...argv: string[]) => ({ argv, cwd: '/here', terminal: false, columns: 80 });
const never = new AbortController().signal;

describe('the owner of a data folder', () => {
  it('runs the jobs of other processes, streams what they say and answers their exit status', async () => {
    const dir = newFolder();
    expect(await startOwner(dir).nextLine()).toBe('owner');
    const ownership = acquireOwner({ dir, version: 'test' });
    if (ownership.kind !== 'other') throw new Error('the folder was not held');
    const replies: JobReply[] = [];
    expect(await ownership.call(job('index', 'größe.csv'), (reply) => replies.push(reply), never)).toBe(7);
    expect(replies).toEqual([{ out: 'index größe.csv in /here' }]);
    expect(statSync(join(dir, 'owner.sock')).mode & 0o777).toBe(0o600);
  });

  it('is told when the process that handed a job over gives up', async () => {
    const dir = newFolder();
    const owner = startOwner(dir);
    expect(await owner.nextLine()).toBe('owner');
    const ownership = acquireOwner({ dir, version: 'test' });
    if (ownership.kind !== 'other') throw new Error('the folder was not held');
    const controller = new AbortController();
    await expect(ownership.call(job('wait'), () => controller.abort(), controller.signal)).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(await owner.nextLine()).toBe('aborted');
  });

  it('is replaced at once when it was killed', async () => {
    const dir = newFolder();
    const owner = startOwner(dir);
    expect(await owner.nextLine()).toBe('owner');
    owner.child.kill('SIGKILL');
    await once(owner.child, 'exit');
    const ownership = acquireOwner({ dir, version: 'test' });
    expect(ownership.kind).toBe('owner');
    if (ownership.kind !== 'owner') return;
    await ownership.listen(async () => 0);
    expect(await startOwner(dir).nextLine()).toBe('other');
    await ownership.close();
  });

  it('is named when it holds the folder and does not answer', async () => {
    const dir = newFolder();
    const owner = startOwner(dir, 'deaf');
    expect(await owner.nextLine()).toBe('owner');
    const ownership = acquireOwner({ dir, version: 'test' });
    if (ownership.kind !== 'other') throw new Error('the folder was not held');
    await expect(ownership.call(job('status'), () => {}, never)).rejects.toMatchObject({
      code: 'data_folder_held',
      message: expect.stringContaining(`process ${owner.child.pid}`),
    });
  });

  it('listens elsewhere when the path of the folder is too long for a socket', async () => {
    const dir = join(newFolder(), 'a-folder-with-a-rather-long-name'.repeat(4));
    const ownership = acquireOwner({ dir, version: 'test' });
    if (ownership.kind !== 'owner') throw new Error('the folder was held');
    await ownership.listen(async ({ argv }) => argv.length);
    const other = spawn(process.execPath, ['--import', 'tsx', 'test/support/hand-over-process.ts', dir, 'a', 'b', 'c']);
    children.push(other);
    expect((await once(other, 'exit'))[0]).toBe(3);
    await ownership.close();
  });
});
