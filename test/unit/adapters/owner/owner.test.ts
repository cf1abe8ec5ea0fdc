import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobChannel } from '#src/adapters/owner/job-server';
import { takeLock } from '#src/adapters/owner/lock';
import { readNote, writeNote } from '#src/adapters/owner/note';
import { job, quiet, untilAborted, useOwnerFolder } from '#test/support/owner-folder';

describe('the owner of a data folder', () => {
  const folder = useOwnerFolder();

  describe('ends', () => {
    it('after the jobs under way, taking others meanwhile, and lets the folder go', async () => {
      const owner = await folder.become();
      const jobs: { channel: JobChannel; finish(status: number): void }[] = [];
      let begun = (): void => {};
      owner.listen(
        (_, channel) =>
          new Promise((finish) => {
            jobs.push({ channel, finish });
            begun();
          }),
      );
      const whenBegun = () =>
        new Promise<void>((resolve) => {
          begun = resolve;
        });
      const start = async () => {
        const beginning = whenBegun();
        const answer = (await folder.reach()).call(job('slow'), quiet);
        await beginning;
        return { answer };
      };
      const first = await start();
      let drained = false;
      const draining = owner.drain().then(() => {
        drained = true;
      });
      const second = await start();
      jobs[0]!.finish(1);
      expect(await first.answer).toBe(1);
      expect(drained).toBe(false);
      jobs[1]!.finish(2);
      expect(await second.answer).toBe(2);
      await draining;
      expect(jobs.every(({ channel }) => channel.signal.aborted)).toBe(true);
      const waiting = folder.acquire();
      await owner.close();
      expect((await waiting).kind).toBe('owner');
    });

    it('at once when it is interrupted: jobs are cancelled, who waits is turned away', async () => {
      const owner = await folder.become();
      owner.listen(async (_, { signal }) => {
        await untilAborted(signal);
        return 9;
      });
      const answer = (await folder.reach()).call(job('serve'), quiet);
      const idle = await folder.reach();
      await owner.drain(AbortSignal.abort());
      expect(await answer).toBe(9);
      await expect(idle.call(job('late'), quiet)).rejects.toMatchObject({ code: 'interrupted' });
    });

    it('without having been ready: who waits is told to try again', async () => {
      const owner = await folder.become();
      const answer = (await folder.reach()).call(job('early'), quiet);
      const told = expect(answer).rejects.toMatchObject({ code: 'interrupted' });
      await owner.close();
      await told;
      await owner.close();
      expect(await readdir(folder.dir)).not.toContain('owner.json');
      expect(await readdir(folder.dir)).not.toContain('owner.sock');
    });
  });

  describe('is reached', () => {
    it('by a socket for this user alone, named in the folder', async () => {
      await folder.become();
      expect((await stat(join(folder.dir, 'owner.sock'))).mode & 0o777).toBe(0o600);
      const note = JSON.parse(await readFile(join(folder.dir, 'owner.json'), 'utf8'));
      expect(note).toEqual({
        pid: process.pid,
        version: '1.2.3',
        since: expect.stringMatching(/^20\d\d-/u),
        socket: join(folder.dir, 'owner.sock'),
      });
      expect(await folder.reach()).toMatchObject({ pid: process.pid, version: '1.2.3' });
    });

    it('elsewhere when the path of the folder is too long for a socket', async () => {
      const deep = join(folder.dir, 'ä'.repeat(60));
      const owner = await folder.become({ dir: deep });
      owner.listen(async ({ argv }) => argv.length);
      const { socket } = (await readNote(deep))!;
      expect(socket.startsWith(deep)).toBe(false);
      expect((await stat(join(socket, '..'))).mode & 0o777).toBe(0o700);
      expect(await (await folder.reach({ dir: deep })).call(job('a', 'b', 'c'), quiet)).toBe(3);
      await owner.close();
      await expect(stat(join(socket, '..'))).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it('still after somebody sent it something else', async () => {
      const owner = await folder.become();
      owner.listen(async () => 4);
      for (const nonsense of [
        'GET / HTTP/1.1\r\n\r\n',
        '{"type":"run"}\n',
        'null\n',
        '\n',
        '{"type":"cancel"}\n{}\n',
      ]) {
        const socket = connect(join(folder.dir, 'owner.sock'));
        socket.resume().write(nonsense);
        await new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
      }
      expect(await (await folder.reach()).call(job('ok'), quiet)).toBe(4);
    });
  });

  describe('that does not answer is named', () => {
    let server: Server;
    const pretend = async (answer: string): Promise<void> => {
      const lock = takeLock(folder.dir)!;
      const socket = join(folder.dir, 'fake.sock');
      const sockets = new Set<{ destroy(): unknown }>();
      server = createServer((connection) => {
        sockets.add(connection.on('error', () => {}));
        if (answer !== '') connection.write(answer);
      });
      await new Promise<void>((resolve) => server.listen(socket, resolve));
      await writeNote(folder.dir, { pid: 4242, since: '2026-01-02T03:04:05.678Z', version: '9.9.9', socket });
      folder.closeLater({
        close: async () => {
          for (const connection of sockets) connection.destroy();
          await new Promise((resolve) => server.close(resolve));
          lock.release();
        },
      });
    };
    const held = (message: string) => ({ code: 'data_folder_held', message: expect.stringContaining(message) });

    it('when it is silent', async () => {
      await pretend('');
      await expect(folder.acquire({ patienceMs: 50 })).rejects.toMatchObject(
        held('is held by process 4242 (Vitrine 9.9.9) since 2026-01-02T03:04:05.678Z, which does not answer.'),
      );
    });

    it('when it speaks another protocol', async () => {
      const since = '2026-01-02T03:04:05.678Z';
      await pretend(`${JSON.stringify({ type: 'hello', protocol: 2, pid: 4243, since, version: '10.0.0' })}\n`);
      await expect(folder.acquire()).rejects.toMatchObject(
        held(`process 4243 (Vitrine 10.0.0) since ${since}, which is of a version that takes no commands`),
      );
    });

    it('as far as it is known', async () => {
      const lock = takeLock(folder.dir)!;
      folder.closeLater({ close: () => lock.release() });
      await expect(folder.acquire({ patienceMs: 0 })).rejects.toMatchObject(
        held('is held by a process, which does not answer.'),
      );
    });
  });

  it('cannot own what is no folder', async () => {
    const file = join(folder.dir, 'a file');
    await writeFile(file, 'x');
    for (const path of [file, join(file, 'below')]) {
      await expect(folder.acquire({ dir: path })).rejects.toMatchObject({
        code: 'invalid_configuration',
        message: expect.stringContaining('a file is in its place'),
      });
    }
  });

  it('makes the folders above it as well, but waits for none that cannot be made', async () => {
    const deep = join(folder.dir, 'some', 'where');
    await folder.acquire({ dir: deep });
    expect((await stat(deep)).isDirectory()).toBe(true);
    // Only Linux has it.
    if (!existsSync('/proc/self')) return;
    await expect(folder.acquire({ dir: '/proc/no-such-folder' })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('/proc/no-such-folder cannot be made'),
    });
  });

  it('cannot own a folder whose lock file is something else', async () => {
    await writeFile(join(folder.dir, 'owner.db'), 'a letter '.repeat(1000));
    await expect(folder.acquire()).rejects.toMatchObject({ code: 'data_folder_damaged' });
  });
});
