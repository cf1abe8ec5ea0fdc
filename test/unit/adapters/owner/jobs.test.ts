import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { JobRequest } from '#src/adapters/owner/messages';
import { VitrineError } from '#src/errors';
import { job, quiet, untilAborted, useOwnerFolder } from '#test/support/owner-folder';

describe('the owner of a data folder', () => {
  const folder = useOwnerFolder();

  describe('runs jobs that others hand over', () => {
    it('as they were asked for, and streams back what they say in order', async () => {
      const owner = await folder.become();
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
      const status = await (await folder.reach()).call(request, {
        out: (text) => said.push(`out ${text}`),
        err: (text) => said.push(`err ${text}`),
      });
      expect(status).toBe(7);
      expect(said).toEqual(['err working\n', `out ${JSON.stringify(request)}`, 'out größe 👗']);
    });

    it('several at once, each with its own answer', async () => {
      const owner = await folder.become();
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
          return [await (await folder.reach()).call(job(...argv), { ...quiet, out }), said];
        }),
      );
      expect(answers).toEqual([1, 2, 3, 4, 5].map((count) => [count, `job ${count}`]));
    });

    it('that were handed over before it was ready', async () => {
      const owner = await folder.become();
      const answer = (await folder.reach()).call(job('early'), quiet);
      owner.listen(async () => 5);
      expect(await answer).toBe(5);
    });

    it('that say very much', async () => {
      const owner = await folder.become();
      const text = 'Größe 👗 "quoted"\n'.repeat(200_000);
      owner.listen(async (_, { out }) => {
        out(text);
        return 0;
      });
      let said = '';
      const out = (piece: string) => {
        said += piece;
      };
      expect(await (await folder.reach()).call(job('much'), { ...quiet, out })).toBe(0);
      expect(said === text).toBe(true);
    });

    it('and passes on what made them fail', async () => {
      const owner = await folder.become();
      owner.listen(async ({ argv }) => {
        throw argv[0] === 'known' ? new VitrineError('item_not_found', 'There is no item "a".') : new TypeError('odd');
      });
      await expect((await folder.reach()).call(job('known'), quiet)).rejects.toMatchObject({
        code: 'item_not_found',
        message: 'There is no item "a".',
      });
      await expect((await folder.reach()).call(job('other'), quiet)).rejects.toMatchObject({
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
      const owner = await folder.become();
      owner.listen(async (_, { input }) => ((await readAll(input())).equals(bytes) ? 0 : 1));
      expect(
        await (await folder.reach()).call(job('index', '-'), { ...quiet, input: () => Readable.from(pieces) }),
      ).toBe(0);
    });

    it('only as far as it is read', async () => {
      let given = 0;
      async function* endless() {
        for (;;) {
          given++;
          yield Buffer.from('row\n');
        }
      }
      const owner = await folder.become();
      owner.listen(async (_, { input }) => {
        for await (const piece of input()) return piece.length;
        return -1;
      });
      expect(await (await folder.reach()).call(job('head'), { ...quiet, input: endless })).toBe(4);
      expect(given).toBe(1);
    });

    it('with an error, not an end, when that process ends first', async () => {
      const owner = await folder.become();
      let outcome: unknown;
      const finished = new Promise<void>((resolve) => {
        owner.listen(async (_, { input }) => {
          outcome = await readAll(input()).catch((error: unknown) => error);
          resolve();
          return 0;
        });
      });
      const other = await folder.reach();
      async function* cutOff() {
        yield Buffer.from('first row\n');
        other.close();
        await new Promise(() => {});
      }
      await expect(other.call(job('index', '-'), { ...quiet, input: cutOff })).rejects.toMatchObject({
        code: 'interrupted',
      });
      await finished;
      expect(outcome).toMatchObject({ code: 'interrupted' });
    });

    it('and tells that process when its input cannot be read', async () => {
      const owner = await folder.become();
      owner.listen(async (_, { input }) => (await readAll(input())).length);
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('a');
        throw new VitrineError('source_not_found', 'The input is gone.');
      }
      await expect((await folder.reach()).call(job('index', '-'), { ...quiet, input: broken })).rejects.toThrow(
        'The input is gone.',
      );
    });
  });

  describe('cancels a job', () => {
    it('when the other process is interrupted; the job ends in its own way', async () => {
      const owner = await folder.become();
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
      expect(await (await folder.reach()).call(job('index'), { ...quiet, err, signal: controller.signal })).toBe(130);
      expect(said).toEqual(['begun', 'tidied up']);
    });

    it('that was interrupted before it began', async () => {
      const owner = await folder.become();
      owner.listen(async (_, { signal }) => {
        if (!signal.aborted) await untilAborted(signal);
        return 3;
      });
      expect(await (await folder.reach()).call(job('index'), { ...quiet, signal: AbortSignal.abort() })).toBe(3);
    });
  });
});
