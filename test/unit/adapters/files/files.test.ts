import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createFiles } from '#src/adapters/files/files';

const cwd = mkdtempSync(join(tmpdir(), 'vitrine-files-'));
const files = createFiles({ cwd });
const write = (name: string, bytes: string | Uint8Array) => writeFileSync(join(cwd, name), bytes);

async function contentOf(name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await files.source(name)).open()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const long = Array.from({ length: 100_000 }, (_, n) => `line ${n} größe\n`).join('');

describe('files', () => {
  it('reads plain files, empty ones and one byte', async () => {
    for (const [name, text] of [
      ['plain', long],
      ['empty', ''],
      ['one', 'a'],
    ] as const) {
      write(name, text);
      expect(await contentOf(name)).toBe(text);
    }
  });

  it('unpacks gzip by its content, also several members one after the other, and tells how far it is', async () => {
    write('packed.txt', Buffer.concat([gzipSync(long), gzipSync('tail')]));
    const source = await files.source('packed.txt');
    expect(source.consumed()).toBe(0);
    expect(await contentOf('packed.txt')).toBe(`${long}tail`);
    for await (const _ of source.open());
    expect(source.consumed()).toBe(source.size);
  });

  it('gives what can be read of a gzip that is cut off, and then says so', async () => {
    write('cut.gz', gzipSync(long).subarray(0, 50_000));
    const read = async () => {
      let bytes = 0;
      try {
        for await (const chunk of (await files.source('cut.gz')).open()) bytes += chunk.length;
      } catch (error) {
        return { bytes, error };
      }
      return { bytes };
    };
    const { bytes, error } = await read();
    expect(bytes).toBeGreaterThan(10_000);
    expect(error).toMatchObject({ code: 'source_invalid', message: expect.stringContaining('cut.gz') });
  });

  it('stops reading when nobody wants more', async () => {
    write('much.gz', gzipSync(long));
    for await (const chunk of (await files.source('much.gz')).open()) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  });

  it('names what is missing or a folder', async () => {
    mkdirSync(join(cwd, 'folder'));
    await expect(files.source('missing.csv')).rejects.toMatchObject({
      code: 'source_not_found',
      message: expect.stringContaining('missing.csv'),
    });
    await expect(files.source('folder')).rejects.toMatchObject({
      code: 'source_not_found',
      message: expect.stringContaining('is a folder'),
    });
  });

  it('signs files by size and time, and nothing else', async () => {
    write('signed', 'abc');
    expect(await files.signature('signed')).toMatch(/^3:\d{13}$/u);
    expect(await files.signature('missing')).toBeUndefined();
    expect(await files.signature('folder')).toBeUndefined();
  });

  it('refuses to read more than allowed', async () => {
    write('large', 'x'.repeat(11));
    expect((await files.read('large', 11)).length).toBe(11);
    await expect(files.read('large', 10)).rejects.toMatchObject({ code: 'too_large' });
  });
});
