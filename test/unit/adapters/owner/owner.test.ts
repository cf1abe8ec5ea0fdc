import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobChannel } from '#src/adapters/owner/job-server';
import { takeLock } from '#src/adapters/owner/lock';
import type { JobRequest } from '#src/adapters/owner/messages';
import { readNote, writeNote } from '#src/adapters/owner/note';
import { acquireOwner, type OtherOwner, type Owner } from '#src/adapters/owner/owner';
import { VitrineError } from '#src/errors';

const job = (...argv: string[]): JobRequest => ({ argv, cwd: '/here', env: {}, terminal: false, columns: 80 });
const quiet = { out: () => {}, err: () => {} };
const never = (): Promise<number> => new Promise(() => {});
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

describe('the owner of a data folder', () => {
  let dir: string;
  const open: { close(): unknown }[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'vitrine-owner-test-'));
  });
  afterEach(async () => {
    for (const ownership of open.splice(0).reverse()) await ownership.close();
    await rm(dir, { recursive: true });
  });

  const acquire = async (options: { patienceMs?: number; dir?: string } = {}): Promise<Owner | OtherOwner> => {
    const ownership = await acquireOwner({ dir, version: '1.2.3', ...options });
    open.push(ownership);
    return ownership;
  };
  const become = async (): Promise<Owner> => {
    const ownership = await acquire();
    if (ownership.kind !== 'owner') throw new Error('The folder was held.');
    return ownership;
  };
  const reach = async (options: { dir?: string } = {}): Promise<OtherOwner> => {
    const ownership = await acquire(options);
    if (ownership.kind !== 'other') throw new Error('The folder was not held.');
    return ownership;
  };

  describe('runs jobs that others hand over', () => {
    it('as they were asked for, and streams back what they say in order', async () => {
      const owner = await become();
      owner.listen(async (request, { out, err }) => {
        err('working\n');
        out(JSON.stringify(request));
        out('größe 👗');
        return 7;
      });
      const request: JobRequest = {
        argv: ['index', 'größe "1".csv', '--map', 'a=b\nc'],
        cwd: '/shop/ä',
        env: { VITRINE_MODELS: 'lite' },
        terminal: true,
        columns: 132,
      };
      const said: string[] = [];
      const status = await (await reach()).call(request, {
        out: (text) => said.push(`out ${text}`),
        err: (text) => said.push(`err ${text}`),
      });
      expect(status).toBe(7);
      expect(said).toEqual(['err working\n', `out ${JSON.stringify(request)}`, 'out größe 👗']);
    });

    it('several at once, each with its own answer', async () => {
      const owner = await become();
      owner.listen(async ({ argv }, { out }) => {
        out(argv[0]!);
        return argv.length;
      });
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map(async (count) => {
          let said = '';
          const argv = Array.from({ length: count }, () => `job ${count}`);
          const out = (text: string) => {
            said += text;
          };
          return [await (await reach()).call(job(...argv), { ...quiet, out }), said];
        }),
      );
      expect(answers).toEqual([1, 2, 3, 4, 5].map((count) => [count, `job ${count}`]));
    });

    it('that were handed over before it was ready', async () => {
      const owner = await become();
      const answer = (await reach()).call(job('early'), quiet);
      owner.listen(async () => 5);
      expect(await answer).toBe(5);
    });

    it('that say very much', async () => {
      const owner = await become();
      const text = 'Größe 👗 "quoted"\n'.repeat(200_000);
      owner.listen(async (_, { out }) => {
        out(text);
        return 0;
      });
      let said = '';
      const out = (piece: string) => {
        said += piece;
      };
      expect(await (await reach()).call(job('much'), { ...quiet, out })).toBe(0);
      expect(said === text).toBe(true);
    });

    it('and passes on what made them fail', async () => {
      const owner = await become();
      owner.listen(async ({ argv }) => {
        throw argv[0] === 'known' ? new VitrineError('item_not_found', 'There is no item "a".') : new TypeError('odd');
      });
      await expect((await reach()).call(job('known'), quiet)).rejects.toMatchObject({
        code: 'item_not_found',
        message: 'There is no item "a".',
      });
      await expect((await reach()).call(job('other'), quiet)).rejects.toMatchObject({
        code: 'internal',
        message: 'odd',
      });
    });
  });

  describe('gives jobs the standard input of the other process', () => {
    const readAll = async (input: AsyncIterable<Uint8Array>): Promise<Buffer> => {
      const pieces: Uint8Array[] = [];
      for await (const piece of input) pieces.push(piece);
      return Buffer.concat(pieces);
    };

    it('byte for byte to its end', async () => {
      const bytes = Buffer.from(Array.from({ length: 500_000 }, (_, index) => (index * 7919) % 256));
      const pieces = [bytes.subarray(0, 3), bytes.subarray(3, 300_000), bytes.subarray(300_000)];
      const owner = await become();
      owner.listen(async (_, { input }) => ((await readAll(input())).equals(bytes) ? 0 : 1));
      expect(await (await reach()).call(job('index', '-'), { ...quiet, input: () => Readable.from(pieces) })).toBe(0);
    });

    it('only as far as it is read', async () => {
      let given = 0;
      async function* endless() {
        for (;;) {
          given++;
          yield Buffer.from('row\n');
        }
      }
      const owner = await become();
      owner.listen(async (_, { input }) => {
        for await (const piece of input()) return piece.length;
        return -1;
      });
      expect(await (await reach()).call(job('head'), { ...quiet, input: endless })).toBe(4);
      expect(given).toBe(1);
    });

    it('with an error, not an end, when that process ends first', async () => {
      const owner = await become();
      let outcome: unknown;
      const finished = new Promise<void>((resolve) => {
        owner.listen(async (_, { input }) => {
          outcome = await readAll(input()).catch((error: unknown) => error);
          resolve();
          return 0;
        });
      });
      const other = await reach();
      async function* cutOff() {
        yield Buffer.from('first row\n');
        other.close();
        await never();
      }
      await expect(other.call(job('index', '-'), { ...quiet, input: cutOff })).rejects.toMatchObject({
        code: 'interrupted',
      });
      await finished;
      expect(outcome).toMatchObject({ code: 'interrupted' });
    });

    it('and tells that process when its input cannot be read', async () => {
      const owner = await become();
      owner.listen(async (_, { input }) => (await readAll(input())).length);
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('a');
        throw new VitrineError('source_not_found', 'The input is gone.');
      }
      await expect((await reach()).call(job('index', '-'), { ...quiet, input: broken })).rejects.toThrow(
        'The input is gone.',
      );
    });
  });

  describe('cancels a job', () => {
    it('when the other process is interrupted; the job ends in its own way', async () => {
      const owner = await become();
      owner.listen(async (_, { err, signal }) => {
        err('begun');
        await untilAborted(signal);
        err('tidied up');
        return 130;
      });
      const controller = new AbortController();
      const said: string[] = [];
      const err = (text: string) => {
        said.push(text);
        controller.abort();
      };
      expect(await (await reach()).call(job('index'), { ...quiet, err, signal: controller.signal })).toBe(130);
      expect(said).toEqual(['begun', 'tidied up']);
    });

    it('that was interrupted before it began', async () => {
      const owner = await become();
      owner.listen(async (_, { signal }) => {
        if (!signal.aborted) await untilAborted(signal);
        return 3;
      });
      expect(await (await reach()).call(job('index'), { ...quiet, signal: AbortSignal.abort() })).toBe(3);
    });
  });

  describe('ends', () => {
    it('after the jobs under way, taking others meanwhile, and lets the folder go', async () => {
      const owner = await become();
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
        const answer = (await reach()).call(job('slow'), quiet);
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
      const waiting = acquire();
      await owner.close();
      expect((await waiting).kind).toBe('owner');
    });

    it('at once when it is interrupted: jobs are cancelled, who waits is turned away', async () => {
      const owner = await become();
      owner.listen(async (_, { signal }) => {
        await untilAborted(signal);
        return 9;
      });
      const answer = (await reach()).call(job('serve'), quiet);
      const idle = await reach();
      await owner.drain(AbortSignal.abort());
      expect(await answer).toBe(9);
      await expect(idle.call(job('late'), quiet)).rejects.toMatchObject({ code: 'interrupted' });
    });

    it('without having been ready: who waits is told to try again', async () => {
      const owner = await become();
      const answer = (await reach()).call(job('early'), quiet);
      const told = expect(answer).rejects.toMatchObject({ code: 'interrupted' });
      await owner.close();
      await told;
      await owner.close();
      expect(await readdir(dir)).not.toContain('owner.json');
      expect(await readdir(dir)).not.toContain('owner.sock');
    });
  });

  describe('is reached', () => {
    it('by a socket for this user alone, named in the folder', async () => {
      await become();
      expect((await stat(join(dir, 'owner.sock'))).mode & 0o777).toBe(0o600);
      const note = JSON.parse(await readFile(join(dir, 'owner.json'), 'utf8'));
      expect(note).toEqual({
        pid: process.pid,
        version: '1.2.3',
        since: expect.stringMatching(/^20\d\d-/u),
        socket: join(dir, 'owner.sock'),
      });
      expect(await reach()).toMatchObject({ pid: process.pid, version: '1.2.3' });
    });

    it('elsewhere when the path of the folder is too long for a socket', async () => {
      const deep = join(dir, 'ä'.repeat(60));
      const owner = await acquire({ dir: deep });
      if (owner.kind !== 'owner') throw new Error('The folder was held.');
      owner.listen(async ({ argv }) => argv.length);
      const { socket } = (await readNote(deep))!;
      expect(socket.startsWith(deep)).toBe(false);
      expect((await stat(join(socket, '..'))).mode & 0o777).toBe(0o700);
      expect(await (await reach({ dir: deep })).call(job('a', 'b', 'c'), quiet)).toBe(3);
      await owner.close();
      await expect(stat(join(socket, '..'))).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it('still after somebody sent it something else', async () => {
      const owner = await become();
      owner.listen(async () => 4);
      for (const nonsense of [
        'GET / HTTP/1.1\r\n\r\n',
        '{"type":"run"}\n',
        'null\n',
        '\n',
        '{"type":"cancel"}\n{}\n',
      ]) {
        const socket = connect(join(dir, 'owner.sock'));
        socket.resume().write(nonsense);
        await new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
      }
      expect(await (await reach()).call(job('ok'), quiet)).toBe(4);
    });
  });

  describe('that does not answer is named', () => {
    let server: Server;
    const pretend = async (answer: string): Promise<void> => {
      const lock = takeLock(dir)!;
      const socket = join(dir, 'fake.sock');
      const sockets = new Set<{ destroy(): unknown }>();
      server = createServer((connection) => {
        sockets.add(connection.on('error', () => {}));
        if (answer !== '') connection.write(answer);
      });
      await new Promise<void>((resolve) => server.listen(socket, resolve));
      await writeNote(dir, { pid: 4242, since: '2026-01-02T03:04:05.678Z', version: '9.9.9', socket });
      open.push({
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
      await expect(acquire({ patienceMs: 50 })).rejects.toMatchObject(
        held('is held by process 4242 (Vitrine 9.9.9) since 2026-01-02T03:04:05.678Z, which does not answer.'),
      );
    });

    it('when it speaks another protocol', async () => {
      const since = '2026-01-02T03:04:05.678Z';
      await pretend(`${JSON.stringify({ type: 'hello', protocol: 2, pid: 4243, since, version: '10.0.0' })}\n`);
      await expect(acquire()).rejects.toMatchObject(
        held(`process 4243 (Vitrine 10.0.0) since ${since}, which is of a version that takes no commands`),
      );
    });

    it('as far as it is known', async () => {
      const lock = takeLock(dir)!;
      open.push({ close: () => lock.release() });
      await expect(acquire({ patienceMs: 0 })).rejects.toMatchObject(
        held('is held by a process, which does not answer.'),
      );
    });
  });

  it('cannot own what is no folder', async () => {
    const file = join(dir, 'a file');
    await writeFile(file, 'x');
    for (const path of [file, join(file, 'below')]) {
      await expect(acquire({ dir: path })).rejects.toMatchObject({
        code: 'invalid_configuration',
        message: expect.stringContaining('a file is in its place'),
      });
    }
  });

  it('cannot own a folder whose lock file is something else', async () => {
    await writeFile(join(dir, 'owner.db'), 'a letter '.repeat(1000));
    await expect(acquire()).rejects.toMatchObject({ code: 'data_folder_damaged' });
  });
});
