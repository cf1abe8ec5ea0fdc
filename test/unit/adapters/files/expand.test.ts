import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '#src/adapters/files/files';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'vitrine-expand-'));
  for (const folder of ['feed/deep', 'empty']) mkdirSync(join(cwd, folder), { recursive: true });
  for (const name of [
    'feed/b.csv',
    'feed/a.jsonl.zst',
    'feed/.hidden.csv',
    'feed/notes.txt',
    'feed/deep/c.csv',
    'feed/odd[1].csv',
  ]) {
    writeFileSync(join(cwd, name), 'x');
  }
});
afterAll(() => rmSync(cwd, { recursive: true }));
const expand = (name: string) => createFiles({ cwd }).expand(name);

describe('the sources that a name stands for', () => {
  it.each([
    ['feed', ['feed/a.jsonl.zst', 'feed/b.csv', 'feed/odd[1].csv']],
    ['feed/**/*.csv', ['feed/b.csv', 'feed/deep/c.csv', 'feed/odd[1].csv']],
    ['feed/{a,b}.*', ['feed/a.jsonl.zst', 'feed/b.csv']],
    ['feed/odd[1].csv', ['feed/odd[1].csv']],
    ['feed/notes.txt', ['feed/notes.txt']],
    ['missing.csv', ['missing.csv']],
    ['-', ['-']],
    ['https://shop.example/feed?a=[1]*', ['https://shop.example/feed?a=[1]*']],
  ])('%s', async (name, sources) => expect(await expand(name)).toEqual(sources));

  it('are found by a pattern that begins at the root', async () => {
    expect(await expand(join(cwd, 'feed/*.csv'))).toEqual(
      ['b.csv', 'odd[1].csv'].map((name) => join(cwd, 'feed', name)),
    );
  });

  it.each([
    ['empty', 'holds no file that looks like a source'],
    ['feed/*.parquet', 'No file matches "feed/*.parquet"'],
  ])('%s: there must be some', (name, message) =>
    expect(expand(name)).rejects.toMatchObject({ code: 'source_not_found', message: expect.stringContaining(message) }),
  );
});
