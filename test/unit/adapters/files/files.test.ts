import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '#src/adapters/files/files';
import type { Files, SourceFile } from '#src/ports/files';

const long = Array.from({ length: 100_000 }, (_, n) => `line ${n} größe ${Math.sin(n)}\n`).join('');

/** What came before the end or the error. */
async function readAll(source: SourceFile): Promise<{ text: string; error?: unknown }> {
  const chunks: Uint8Array[] = [];
  const text = () => Buffer.concat(chunks).toString('utf8');
  try {
    for await (const chunk of source.open()) chunks.push(chunk);
    return { text: text() };
  } catch (error) {
    return { text: text(), error };
  }
}

describe('files', () => {
  let cwd: string;
  let files: Files;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'vitrine-files-'));
    files = createFiles({ cwd });
  });
  afterAll(() => rm(cwd, { recursive: true }));
  const write = (name: string, bytes: string | Uint8Array) => writeFile(join(cwd, name), bytes);

  describe('sources', () => {
    it.each([
      ['long', long],
      ['empty', ''],
      ['of one byte', 'a'],
      ['that only begin like gzip', '\u001f'],
    ])('that are plain and %s are read as they are, as often as wanted', async (name, text) => {
      await write(name, text);
      const source = await files.source(name);
      expect(source.consumed()).toBe(0);
      for (let time = 0; time < 2; time++) {
        expect(await readAll(source)).toEqual({ text });
        expect(source.consumed()).toBe(source.size);
      }
    });

    it('are unpacked by content, also several members one after the other, and tell how far they are', async () => {
      await write('packed.txt', Buffer.concat([gzipSync(long), gzipSync(''), gzipSync('tail')]));
      const source = await files.source('packed.txt');
      expect(await readAll(source)).toEqual({ text: `${long}tail` });
      expect(source.consumed()).toBe(source.size);
      const iterator = source.open()[Symbol.asyncIterator]();
      await iterator.next();
      expect(source.consumed()).toBeGreaterThan(0);
      expect(source.consumed()).toBeLessThan(source.size!);
      await iterator.return?.();
    });

    it.each([
      ['at its middle', 0.5],
      ['before its last byte', 1],
    ])('whose gzip is cut off %s give all that can be read, and then say so', async (_, part) => {
      const packed = gzipSync(long);
      await write('cut.gz', packed.subarray(0, Math.floor(packed.length * part) - 1));
      const { text, error } = await readAll(await files.source('cut.gz'));
      // All but the last bytes, which may be half a letter.
      expect(text.length).toBeGreaterThan(long.length * part * 0.9);
      expect(long.startsWith(text.slice(0, -2))).toBe(true);
      expect(error).toMatchObject({ code: 'source_invalid', message: expect.stringMatching(/"cut\.gz" is cut off/u) });
    });

    it('whose gzip is damaged say so', async () => {
      const packed = gzipSync(long);
      packed.fill(0, packed.length >> 1, (packed.length >> 1) + 100);
      await write('damaged.gz', packed);
      const { text, error } = await readAll(await files.source('damaged.gz'));
      expect(text.length).toBeGreaterThan(0);
      expect(error).toMatchObject({ code: 'source_invalid', message: expect.stringContaining('is damaged') });
    });

    it('are not read further than somebody wants', async () => {
      await write('much.txt', long);
      const source = await files.source('much.txt');
      for await (const chunk of source.open()) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      expect(source.consumed()).toBeLessThan(source.size!);
    });

    it('may be pipes, whose size is not known', async () => {
      execFileSync('mkfifo', [join(cwd, 'pipe')]);
      const source = await files.source('pipe');
      expect(source.size).toBeUndefined();
      const reading = readAll(source);
      createWriteStream(join(cwd, 'pipe')).end(gzipSync(long));
      expect(await reading).toEqual({ text: long });
    });

    it.each([
      ['missing.csv', /"missing\.csv" cannot be read: there is no such file/u],
      ['folder', /"folder" cannot be read: it is a folder/u],
      ['long/below', /a part of its path is a file/u],
      ['x'.repeat(300), /its path is too long/u],
      ['round', /goes round in links/u],
      ['a\u0000b', /"a\ufffdb" cannot be read: .*character that no path can have/u],
    ])('that cannot be read are named: %s', async (path, message) => {
      await mkdir(join(cwd, 'folder'), { recursive: true });
      await write('long', long);
      await symlink('round', join(cwd, 'round')).catch(() => {});
      await expect(files.source(path)).rejects.toMatchObject({
        code: 'source_not_found',
        message: expect.stringMatching(message),
      });
    });

    it('that vanish before they are read are named too', async () => {
      await write('brief', 'a');
      const source = await files.source('brief');
      await rm(join(cwd, 'brief'));
      expect((await readAll(source)).error).toMatchObject({ code: 'source_not_found' });
    });
  });

  describe('standard input', () => {
    async function* pieces() {
      const packed = gzipSync(long);
      for (let at = 0; at < packed.length; at += 10_000) yield packed.subarray(at, at + 10_000);
    }

    it('is the source -, read once', async () => {
      const own = createFiles({ cwd, input: pieces });
      const source = await own.source('-');
      expect([source.name, source.size]).toEqual(['-', undefined]);
      expect(await readAll(source)).toEqual({ text: long });
      expect(source.consumed()).toBe(gzipSync(long).length);
      expect((await readAll(await own.source('-'))).error).toMatchObject({
        code: 'source_invalid',
        message: expect.stringContaining('only once'),
      });
    });
  });

  describe('signatures', () => {
    it('are the size and the time of files, and nothing for all else', async () => {
      await write('signed', 'abc');
      expect(await files.signature('signed')).toMatch(/^3:\d{13}$/u);
      expect(await files.signature(join(cwd, 'signed'))).toBe(await files.signature('signed'));
      await mkdir(join(cwd, 'folder'), { recursive: true });
      for (const path of ['missing', 'folder', 'signed/below', 'a\u0000b', 'x'.repeat(5_000), '']) {
        expect(await files.signature(path)).toBeUndefined();
      }
    });
  });

  describe('whole files', () => {
    it('are read up to the size allowed', async () => {
      await write('large', 'x'.repeat(11));
      expect(Buffer.from(await files.read('large', 11)).toString()).toBe('x'.repeat(11));
      await expect(files.read('large', 10)).rejects.toMatchObject({
        code: 'too_large',
        message: expect.stringMatching(/"large" has 11 bytes.*at most 10/u),
      });
    });

    it('are given up when they turn out larger than they said', async () => {
      await expect(files.read('/dev/zero', 1_000_000)).rejects.toMatchObject({ code: 'too_large' });
    });

    it('that are missing or folders are named', async () => {
      await expect(files.read('missing.jpg', 10)).rejects.toMatchObject({ code: 'source_not_found' });
      await expect(files.read('.', 100_000)).rejects.toMatchObject({
        code: 'source_not_found',
        message: expect.stringContaining('it is a folder'),
      });
    });
  });

  it('resolve paths from their folder', () => {
    expect(files.resolve('a', '../b')).toBe(join(cwd, 'b'));
    expect(files.resolve('/x/y', 'z')).toBe('/x/y/z');
  });
});
